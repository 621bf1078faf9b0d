/** The content repository of October 2014. */
@NullMarked
package org.matrixee.web.legacy.media;

import org.jspecify.annotations.NullMarked;
