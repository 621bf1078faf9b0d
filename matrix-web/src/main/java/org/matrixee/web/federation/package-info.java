/** The API for other servers. */
@NullMarked
package org.matrixee.web.federation;

import org.jspecify.annotations.NullMarked;
