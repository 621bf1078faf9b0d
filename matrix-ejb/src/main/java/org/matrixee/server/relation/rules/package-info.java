/** Which relations count. Pure. */
@NullMarked
package org.matrixee.server.relation.rules;

import org.jspecify.annotations.NullMarked;
