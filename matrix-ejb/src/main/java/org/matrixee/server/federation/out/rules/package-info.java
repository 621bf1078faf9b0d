/** How transactions are packed, and what an answer means. Pure. */
@NullMarked
package org.matrixee.server.federation.out.rules;

import org.jspecify.annotations.NullMarked;
