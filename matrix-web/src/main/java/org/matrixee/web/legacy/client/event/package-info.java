/** Client API v1 of October 2014: sending, reading and showing events. */
@NullMarked
package org.matrixee.web.legacy.client.event;

import org.jspecify.annotations.NullMarked;
