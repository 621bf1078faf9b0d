/**
 * Who may do what in a room.
 *
 * <p>Pure: the state is an argument. It must not know stores, services, CDI, the clock or a log.
 */
@NullMarked
package org.matrixee.server.authorization.rules;

import org.jspecify.annotations.NullMarked;
