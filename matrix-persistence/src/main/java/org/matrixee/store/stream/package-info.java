/**
 * Stream positions: which may be read, and in what order they are given.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.stream;

import org.jspecify.annotations.NullMarked;
