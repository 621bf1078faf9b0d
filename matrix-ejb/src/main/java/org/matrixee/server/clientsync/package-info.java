/** What clients of today follow: {@code /sync}, its rooms, their state and what is told beside. */
@NullMarked
package org.matrixee.server.clientsync;

import org.jspecify.annotations.NullMarked;
