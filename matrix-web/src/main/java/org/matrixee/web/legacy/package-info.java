/** The closed set of APIs of October 2014. Nothing new is added here. */
@NullMarked
package org.matrixee.web.legacy;

import org.jspecify.annotations.NullMarked;
