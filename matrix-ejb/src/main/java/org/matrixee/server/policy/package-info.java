/**
 * What the operator does not want sent: asked before an event is accepted, outside any transaction.
 *
 * <p>2014: threats, 6 (S-MISC-01).
 */
@NullMarked
package org.matrixee.server.policy;

import org.jspecify.annotations.NullMarked;
