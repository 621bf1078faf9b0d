/**
 * Ports of rooms, memberships and aliases.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.room;

import org.jspecify.annotations.NullMarked;
