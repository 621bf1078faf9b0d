/** Typing across servers. Knows typing and the way of EDUs; neither knows this. */
@NullMarked
package org.matrixee.server.federation.typing;

import org.jspecify.annotations.NullMarked;
