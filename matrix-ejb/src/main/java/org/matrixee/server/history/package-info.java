/** What the users of today may read of rooms: state, members and history. */
@NullMarked
package org.matrixee.server.history;

import org.jspecify.annotations.NullMarked;
