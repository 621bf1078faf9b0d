/** Sizes of thumbnails, kinds of files, and what may stand in their headers: pure functions. */
@NullMarked
package org.matrixee.server.media.rules;

import org.jspecify.annotations.NullMarked;
