/** For other servers: questions that are answered at once. */
@NullMarked
package org.matrixee.web.federation.query;

import org.jspecify.annotations.NullMarked;
