/**
 * The content repository: files that people upload, and thumbnails of pictures.
 *
 * <p>It must not know how an API addresses a file.
 */
@NullMarked
package org.matrixee.server.media;

import org.jspecify.annotations.NullMarked;
