/**
 * Port of the work that a profile change leaves.
 *
 * <p>Speaks the model only; the adapter is in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.profile;

import org.jspecify.annotations.NullMarked;
