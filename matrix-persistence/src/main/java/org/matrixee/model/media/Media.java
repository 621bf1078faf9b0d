package org.matrixee.model.media;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;

/**
 * An uploaded file, without its bytes: those are on disk, under their hash.
 *
 * @param id its name
 * @param uploader who brought it
 * @param type the content type that the uploader gave
 * @param name the file name that the uploader gave; null if none
 * @param size in bytes
 * @param hash lower-case hex of the bytes' SHA-256
 * @param createdTs ms since 1970
 */
public record Media(
    MediaId id,
    UserId uploader,
    String type,
    @Nullable String name,
    long size,
    String hash,
    long createdTs) {

  /** Leaves the name out: it is content. */
  @Override
  public String toString() {
    return "Media[" + id + "]";
  }
}
