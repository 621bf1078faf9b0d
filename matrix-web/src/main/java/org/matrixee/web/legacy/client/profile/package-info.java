/** Client API v1 of October 2014: display names and avatars. */
@NullMarked
package org.matrixee.web.legacy.client.profile;

import org.jspecify.annotations.NullMarked;
