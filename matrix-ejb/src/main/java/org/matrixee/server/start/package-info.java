/** What happens when the server starts, and whether it is ready. */
@NullMarked
package org.matrixee.server.start;

import org.jspecify.annotations.NullMarked;
