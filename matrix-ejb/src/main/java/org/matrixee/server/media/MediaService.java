package org.matrixee.server.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.MediaConfig;
import org.matrixee.server.limits.RateLimits;
import org.matrixee.server.media.rules.FileLabels;

/**
 * Takes files in and gives them out again.
 *
 * <p>2014: client-api-v1, 15; threats, 5.
 */
@ApplicationScoped
public class MediaService {
  private static final int ID_BYTES = 18;

  /** How long a reserved name may be used; the specification recommends a day. */
  private static final Duration RESERVED_FOR = Duration.ofHours(24);

  private static final int MOST_RESERVED = 50;
  private static final long RETRY_MILLIS = 60_000;

  private MediaConfig config;
  private MediaFolder folder;
  private MediaTransactions transactions;
  private UploadSlots slots;
  private MediaArrivals arrivals;
  private SecureRandom random;
  private Clock clock;

  /** For the container's proxies. */
  protected MediaService() {}

  /** With what it needs. */
  @Inject
  public MediaService(
      MatrixConfig config,
      MediaFolder folder,
      MediaTransactions transactions,
      UploadSlots slots,
      MediaArrivals arrivals,
      SecureRandom random,
      Clock clock) {
    this.config = config.media();
    this.folder = folder;
    this.transactions = transactions;
    this.slots = slots;
    this.arrivals = arrivals;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Stores a file. Waits for its bytes, without a transaction; they go to disk as they come.
   *
   * @throws MatrixException M_TOO_LARGE if it is over the limit or over what the user may still
   *     upload, M_LIMIT_EXCEEDED if too many arrive at once, M_UNKNOWN with 408 if it comes too
   *     slowly or not as a whole
   */
  public MediaId upload(Requester requester, Upload upload) {
    return upload(requester, newId(), upload, transactions::create);
  }

  /**
   * Reserves a name for a file that is uploaded later.
   *
   * <p>v1.19: client-server, {@code POST /_matrix/media/v1/create}.
   *
   * @throws MatrixException M_LIMIT_EXCEEDED if the user has too many of them
   */
  public ReservedMedia reserve(Requester requester) {
    long now = clock.millis();
    ReservedMedia reserved =
        new ReservedMedia(newId(), requester.user(), now + RESERVED_FOR.toMillis());
    if (!transactions.reserve(reserved, MOST_RESERVED, now)) {
      throw RateLimits.refusal(RETRY_MILLIS);
    }
    return reserved;
  }

  /**
   * Stores a file under a name that was reserved for it.
   *
   * @throws MatrixException as {@link #upload}, and as {@link MediaTransactions#requireReserved}
   */
  public void uploadTo(Requester requester, MediaId id, Upload upload) {
    transactions.requireReserved(requester.user(), id, clock.millis());
    upload(requester, id, upload, transactions::fill);
    arrivals.arrived(id);
  }

  /** Writes a file's record; false if it would be more than the quota. */
  private interface Writing {
    boolean write(Media media, long quota);
  }

  private MediaId upload(Requester requester, MediaId id, Upload upload, Writing writing) {
    long room = config.quota() - transactions.usedBytes(requester.user());
    requireRoom(upload.announced(), room);
    try (UploadSlots.Slot slot = slots.take(requester.user())) {
      Path temporary = folder.newTemporary();
      try {
        Received received =
            Received.from(upload, temporary, Math.min(room, config.maxUpload()), System::nanoTime);
        requireRoom(received.size(), room);
        return keep(requester, id, upload, new Stored(temporary, received), writing);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MediaId newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return new MediaId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Bytes that have come, and where they are. */
  private record Stored(Path temporary, Received received) {}

  private MediaId keep(
      Requester requester, MediaId id, Upload upload, Stored stored, Writing writing)
      throws IOException {
    Received received = stored.received();
    Media media =
        new Media(
            id,
            requester.user(),
            FileLabels.type(upload.type()),
            FileLabels.name(upload.name()),
            received.size(),
            received.hash(),
            clock.millis());
    boolean kept =
        folder.place(
            stored.temporary(),
            received.hash(),
            () -> writing.write(media, config.quota()),
            transactions::isHashUsed);
    if (!kept) {
      throw overQuota();
    }
    return media.id();
  }

  private void requireRoom(long size, long room) {
    if (size > config.maxUpload()) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE,
          "A file must not be larger than " + config.maxUpload() + " bytes.");
    }
    if (size > room) {
      throw overQuota();
    }
  }

  private static MatrixException overQuota() {
    return new MatrixException(
        ErrorCode.M_TOO_LARGE,
        ErrorCode.M_TOO_LARGE.status(),
        "With this file you would have uploaded more than this server lets one user.",
        Map.of());
  }

  /**
   * A file.
   *
   * @throws MatrixException M_NOT_FOUND if there is none of this name
   */
  public MediaFile get(MediaId id) {
    Media media = find(id);
    return new MediaFile(
        folder.file(media.hash()), media.size(), media.type(), media.name(), media.hash());
  }

  /**
   * What is known of a file.
   *
   * @throws MatrixException M_NOT_FOUND if there is none of this name
   */
  Media find(MediaId id) {
    return transactions.find(id).orElseThrow(MediaService::noFile);
  }

  static MatrixException noFile() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such file.");
  }
}
