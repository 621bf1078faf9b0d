/** Making events: building, authorizing, signing and appending. The only writer of events. */
@NullMarked
package org.matrixee.server.event;

import org.jspecify.annotations.NullMarked;
