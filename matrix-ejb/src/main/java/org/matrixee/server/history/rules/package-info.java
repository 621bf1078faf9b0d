/** Pure rules on who may see what was said. */
@NullMarked
package org.matrixee.server.history.rules;

import org.jspecify.annotations.NullMarked;
