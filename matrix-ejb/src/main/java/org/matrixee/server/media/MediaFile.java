package org.matrixee.server.media;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to be served; it never changes.
 *
 * @param path where it is on disk
 * @param size in bytes
 * @param type its content type
 * @param name the name to save it under; null if none
 * @param tag tells it from every other: an entity tag without its quotes
 */
public record MediaFile(Path path, long size, String type, @Nullable String name, String tag) {
  /** Leaves the name out: it is content. */
  @Override
  public String toString() {
    return "MediaFile[" + tag + "]";
  }
}
