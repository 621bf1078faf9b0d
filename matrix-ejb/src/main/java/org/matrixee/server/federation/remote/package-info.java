/** Asking other servers: requests that are signed and checked, and the keys of those servers. */
@NullMarked
package org.matrixee.server.federation.remote;

import org.jspecify.annotations.NullMarked;
