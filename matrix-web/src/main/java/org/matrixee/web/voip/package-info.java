/** Calls, in the words that the client APIs of 2014 and of today share. */
@NullMarked
package org.matrixee.web.voip;

import org.jspecify.annotations.NullMarked;
