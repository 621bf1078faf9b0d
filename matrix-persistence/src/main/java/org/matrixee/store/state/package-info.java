/**
 * Port of room state: immutable snapshots of shared blocks, and the current state.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.state;

import org.jspecify.annotations.NullMarked;
