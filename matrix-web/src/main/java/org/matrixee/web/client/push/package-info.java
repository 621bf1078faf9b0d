/** The current client-server API: push rules. */
@NullMarked
package org.matrixee.web.client.push;

import org.jspecify.annotations.NullMarked;
