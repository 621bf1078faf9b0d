/** What other servers read of rooms. */
@NullMarked
package org.matrixee.web.federation.event;

import org.jspecify.annotations.NullMarked;
