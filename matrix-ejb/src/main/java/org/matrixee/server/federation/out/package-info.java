/** What goes out to other servers by itself: events, and what is told in passing. */
@NullMarked
package org.matrixee.server.federation.out;

import org.jspecify.annotations.NullMarked;
