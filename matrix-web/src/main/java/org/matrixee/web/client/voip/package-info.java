/** The current client-server API: calls. */
@NullMarked
package org.matrixee.web.client.voip;

import org.jspecify.annotations.NullMarked;
