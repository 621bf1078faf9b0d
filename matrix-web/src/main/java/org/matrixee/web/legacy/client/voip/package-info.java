/** Client API v1 of October 2014: what calls need beside their events. */
@NullMarked
package org.matrixee.web.legacy.client.voip;

import org.jspecify.annotations.NullMarked;
