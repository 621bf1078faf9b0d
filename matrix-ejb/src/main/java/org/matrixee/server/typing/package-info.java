/** Who is typing in which room: in memory only, for a short time. Knows no streams and no HTTP. */
@NullMarked
package org.matrixee.server.typing;

import org.jspecify.annotations.NullMarked;
