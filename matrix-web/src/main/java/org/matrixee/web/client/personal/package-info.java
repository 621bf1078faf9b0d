/** The current client-server API: account data, tags, filters. */
@NullMarked
package org.matrixee.web.client.personal;

import org.jspecify.annotations.NullMarked;
