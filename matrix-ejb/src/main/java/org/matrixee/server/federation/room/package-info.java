/**
 * Rooms across servers: joining rooms that others hold, letting others join ours, invites.
 *
 * <p>Asks and is asked; events are judged and kept by {@code federation.in} and {@code event}.
 */
@NullMarked
package org.matrixee.server.federation.room;

import org.jspecify.annotations.NullMarked;
