/** Client API v1 of October 2014: making rooms and moving in and out of them. */
@NullMarked
package org.matrixee.web.legacy.client.room;

import org.jspecify.annotations.NullMarked;
