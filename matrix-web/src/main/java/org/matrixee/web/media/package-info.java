/**
 * The media API of December 2014 ({@code /_matrix/media/v1}), and how files are served whatever the
 * API.
 *
 * <p>It must not know where files are kept, nor how they were made.
 */
@NullMarked
package org.matrixee.web.media;

import org.jspecify.annotations.NullMarked;
