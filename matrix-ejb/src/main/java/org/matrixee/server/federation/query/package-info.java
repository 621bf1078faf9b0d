/** What other servers may ask of this one without changing anything. */
@NullMarked
package org.matrixee.server.federation.query;

import org.jspecify.annotations.NullMarked;
