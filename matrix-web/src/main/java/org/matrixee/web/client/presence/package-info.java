/** The current client-server API: presence. */
@NullMarked
package org.matrixee.web.client.presence;

import org.jspecify.annotations.NullMarked;
