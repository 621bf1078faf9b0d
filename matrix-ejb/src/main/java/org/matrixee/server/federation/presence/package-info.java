/**
 * Presence across servers: what ours are told, what theirs tell us, and who may watch whom.
 *
 * <p>Knows presence and the way of EDUs; neither knows this. Everything that comes in is bounded
 * and coalesced before it costs a query.
 */
@NullMarked
package org.matrixee.server.federation.presence;

import org.jspecify.annotations.NullMarked;
