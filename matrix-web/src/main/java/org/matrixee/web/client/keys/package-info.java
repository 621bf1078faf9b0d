/** Keys for end-to-end encryption in the current client-server API. */
@NullMarked
package org.matrixee.web.client.keys;

import org.jspecify.annotations.NullMarked;
