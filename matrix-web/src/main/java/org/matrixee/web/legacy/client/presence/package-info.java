/** Client API v1 of October 2014: presence and presence lists. */
@NullMarked
package org.matrixee.web.legacy.client.presence;

import org.jspecify.annotations.NullMarked;
