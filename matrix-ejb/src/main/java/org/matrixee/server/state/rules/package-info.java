/**
 * How forks of a room's state come together.
 *
 * <p>Pure: state and history are arguments. It must not know stores, services, CDI, the clock or a
 * log.
 */
@NullMarked
package org.matrixee.server.state.rules;

import org.jspecify.annotations.NullMarked;
