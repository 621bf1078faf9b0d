/** The current client-server API: who is typing. */
@NullMarked
package org.matrixee.web.client.typing;

import org.jspecify.annotations.NullMarked;
