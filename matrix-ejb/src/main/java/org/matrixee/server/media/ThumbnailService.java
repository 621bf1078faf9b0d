package org.matrixee.server.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.media.rules.Size;
import org.matrixee.server.media.rules.ThumbnailPlan;

/**
 * Makes thumbnails, each once: whoever asks for one that is being made waits for it, and then it is
 * on disk.
 *
 * <p>2014: client-api-v1, 15; threats, 5.
 */
@ApplicationScoped
public class ThumbnailService {
  /** The most that wait to be made. */
  static final int MOST_WAITING = 64;

  private static final long RETRY_MILLIS = 1000;

  private final ConcurrentMap<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();

  /** What the files' headers said; empty for those that are no pictures, or broken ones. */
  private final Cache<String, Optional<Picture>> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(6)).build();

  private MediaService service;
  private MediaFolder folder;
  private Threads threads;
  private int maxPixels;

  /** For the container's proxies. */
  protected ThumbnailService() {}

  /** With what it needs. */
  @Inject
  public ThumbnailService(
      MatrixConfig config, MediaService service, MediaFolder folder, Threads threads) {
    this.service = service;
    this.folder = folder;
    this.threads = threads;
    this.maxPixels = config.media().maxPixels();
  }

  /**
   * A thumbnail that is not larger than asked, nor than the picture.
   *
   * @param crop whether to fill the box with the picture's middle; else the whole picture is made
   *     to fit
   * @return exceptionally M_NOT_FOUND if the file is no picture that can be read, M_TOO_LARGE if it
   *     has too many pixels
   * @throws MatrixException M_NOT_FOUND if there is no such file, M_LIMIT_EXCEEDED if too many
   *     thumbnails are waiting to be made
   */
  public CompletionStage<MediaFile> get(MediaId id, Size box, boolean crop) {
    Media media = service.find(id);
    Path file = folder.file(media.hash());
    Optional<Picture> picture = known.getIfPresent(media.hash());
    if (picture != null) {
      return made(media, picture, box, crop);
    }
    // Reading headers is work on hostile bytes, too: it waits in the same short line.
    return once(
            media.hash(),
            () -> {
              look(media.hash(), file);
              return file;
            })
        .thenCompose(seen -> made(media, look(media.hash(), seen), box, crop));
  }

  private Optional<Picture> look(String hash, Path file) {
    return known.get(
        hash,
        key -> {
          try {
            return Picture.open(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private CompletionStage<MediaFile> made(
      Media media, Optional<Picture> found, Size box, boolean crop) {
    Picture picture = found.orElseThrow(ThumbnailService::noPicture);
    Size size = picture.size();
    if (size.pixels() > maxPixels || Math.max(size.width(), size.height()) > Picture.LONGEST_SIDE) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE,
          "Thumbnails are made of pictures with up to " + maxPixels + " pixels.");
    }
    ThumbnailPlan plan = crop ? ThumbnailPlan.crop(size, box) : ThumbnailPlan.scale(size, box);
    Path place = folder.thumbnail(media.hash(), plan.name());
    CompletionStage<Path> path =
        Files.exists(place)
            ? CompletableFuture.completedStage(place)
            : once(place.toString(), () -> make(media.hash(), picture, plan, place));
    return path.thenApply(file -> answer(media, plan, file));
  }

  /** Something that must be done once at a time, on the few threads that read pictures. */
  private interface Work {
    Path run() throws IOException;
  }

  private CompletionStage<Path> once(String key, Work work) {
    CompletableFuture<Path> mine = new CompletableFuture<>();
    CompletableFuture<Path> other = making.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    if (making.size() > MOST_WAITING) {
      making.remove(key, mine);
      MatrixException refusal = RateLimits.refusal(RETRY_MILLIS);
      mine.completeExceptionally(refusal); // somebody may have joined meanwhile
      throw refusal;
    }
    threads
        .pictures()
        .execute(
            () -> {
              try {
                mine.complete(work.run());
              } catch (IOException | RuntimeException e) {
                mine.completeExceptionally(e);
              } finally {
                making.remove(key, mine);
              }
            });
    return mine;
  }

  private Path make(String hash, Picture picture, ThumbnailPlan plan, Path place)
      throws IOException {
    if (Files.exists(place)) {
      return place;
    }
    Optional<BufferedImage> image = picture.thumbnail(plan);
    if (image.isEmpty()) {
      known.put(hash, Optional.empty()); // not again, for a while
      throw noPicture();
    }
    Path temporary = folder.newTemporary();
    try {
      PictureWriter.write(image.get(), temporary);
      folder.placeThumbnail(temporary, place);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return place;
  }

  private static MediaFile answer(Media media, ThumbnailPlan plan, Path file) {
    try {
      return new MediaFile(
          file,
          Files.size(file),
          PictureWriter.type(file),
          media.name(),
          media.hash() + "-" + plan.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MatrixException noPicture() {
    return new MatrixException(
        ErrorCode.M_NOT_FOUND,
        ErrorCode.M_NOT_FOUND.status(),
        "This file is no picture that a thumbnail can be made of.",
        Map.of());
  }
}
