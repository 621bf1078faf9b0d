/**
 * Ports of presence and presence lists.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.presence;

import org.jspecify.annotations.NullMarked;
