/** For other servers: joining rooms of this server, and inviting its users. */
@NullMarked
package org.matrixee.web.federation.membership;

import org.jspecify.annotations.NullMarked;
