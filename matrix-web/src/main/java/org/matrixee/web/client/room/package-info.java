/** The current client-server API: making rooms, and who is in them. */
@NullMarked
package org.matrixee.web.client.room;

import org.jspecify.annotations.NullMarked;
