/**
 * Ports of outgoing federation work and of this server's signing key.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.federation;

import org.jspecify.annotations.NullMarked;
