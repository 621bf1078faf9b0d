package org.matrixee.server.media;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.media.rules.FileLabels;

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
  /** The same file under another name, of which what no file may be called is left out. */
  public MediaFile named(String wanted) {
    return new MediaFile(path, size, type, FileLabels.name(wanted), tag);
  }

  /** Leaves the name out: it is content. */
  @Override
  public String toString() {
    return "MediaFile[" + tag + "]";
  }
}
