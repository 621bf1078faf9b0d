/** What the list of public rooms says of a room, and which rooms somebody looks for. Pure. */
@NullMarked
package org.matrixee.server.directory.rules;

import org.jspecify.annotations.NullMarked;
