/** Typing, in the words that the client APIs of 2014 and of today share. */
@NullMarked
package org.matrixee.web.typing;

import org.jspecify.annotations.NullMarked;
