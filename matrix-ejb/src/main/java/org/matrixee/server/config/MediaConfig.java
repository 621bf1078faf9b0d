package org.matrixee.server.config;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the content repository.
 *
 * @param folder where the files are
 * @param maxUpload the largest file, bytes
 * @param quota the most that one user may upload in all, bytes
 * @param maxPixels the largest image of which thumbnails are made, pixels
 */
public record MediaConfig(Path folder, int maxUpload, long quota, int maxPixels) {
  /** The settings' names, as in the environment. */
  static final Set<String> KEYS =
      Set.of(
          "MATRIX_MEDIA_FOLDER",
          "MATRIX_UPLOAD_MAX",
          "MATRIX_UPLOAD_QUOTA",
          "MATRIX_THUMBNAIL_MAX_PIXELS");

  /** The listeners' own limit is 1 GiB, and ours must be the one that answers. */
  private static final int MOST = 999_999_999;

  private static final long MEBIBYTE = 1_048_576;

  /**
   * Reads and checks.
   *
   * @param dataFolder the container's folder for data; null outside a container
   */
  static MediaConfig read(Settings settings, @Nullable String dataFolder) {
    String folder = dataFolder == null ? "media" : dataFolder + "/media";
    return new MediaConfig(
        settings.read("MATRIX_MEDIA_FOLDER", folder, MediaConfig::path),
        settings.integer("MATRIX_UPLOAD_MAX", 10_485_760, 1024, MOST),
        settings.integer("MATRIX_UPLOAD_QUOTA", 1024, 1, MOST) * MEBIBYTE,
        settings.integer("MATRIX_THUMBNAIL_MAX_PIXELS", 25_000_000, 1, 200_000_000));
  }

  private static Path path(String text) {
    return Path.of(text).toAbsolutePath().normalize(); // InvalidPathException says what is wrong
  }
}
