/** Events as clients see them, whatever they speak. */
@NullMarked
package org.matrixee.web.event;

import org.jspecify.annotations.NullMarked;
