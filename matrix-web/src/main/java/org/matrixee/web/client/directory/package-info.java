/** The current client-server API: names of rooms. */
@NullMarked
package org.matrixee.web.client.directory;

import org.jspecify.annotations.NullMarked;
