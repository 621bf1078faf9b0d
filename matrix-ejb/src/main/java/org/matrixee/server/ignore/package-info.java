/** Whom users ignore. Knows nothing of HTTP, and not where it is looked at. */
@NullMarked
package org.matrixee.server.ignore;

import org.jspecify.annotations.NullMarked;
