/** Presence: who is online, who is told, and presence lists. Knows no streams and no HTTP. */
@NullMarked
package org.matrixee.server.presence;

import org.jspecify.annotations.NullMarked;
