/** Messages to devices in the current client-server API. */
@NullMarked
package org.matrixee.web.client.todevice;

import org.jspecify.annotations.NullMarked;
