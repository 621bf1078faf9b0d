/** The current client-server API: sending, reading and showing events. */
@NullMarked
package org.matrixee.web.client.event;

import org.jspecify.annotations.NullMarked;
