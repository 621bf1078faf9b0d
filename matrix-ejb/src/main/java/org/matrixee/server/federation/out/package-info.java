/**
 * What goes out to other servers: transactions, in order, until they are taken.
 *
 * <p>What must arrive stands in the database; here is who waits, who is being sent to, and when a
 * server that does not answer is tried again. Knows stores and the way to other servers, no rooms.
 */
@NullMarked
package org.matrixee.server.federation.out;

import org.jspecify.annotations.NullMarked;
