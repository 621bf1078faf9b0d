package org.matrixee.model.media;

import org.matrixee.model.id.UserId;

/**
 * The name of a file that is still to be uploaded.
 *
 * <p>v1.19: client-server, {@code POST /_matrix/media/v1/create}.
 *
 * @param id the name
 * @param uploader who may upload it
 * @param expiresTs until when, ms since 1970
 */
public record ReservedMedia(MediaId id, UserId uploader, long expiresTs) {}
