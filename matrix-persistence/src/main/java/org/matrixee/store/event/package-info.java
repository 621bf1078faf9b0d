/**
 * Port of the event store: the room's lock, appending, reading timelines and streams.
 *
 * <p>Speaks the model only; adapters are in {@code .jpa}.
 */
@NullMarked
package org.matrixee.store.event;

import org.jspecify.annotations.NullMarked;
