package org.matrixee.server.media;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.MediaConfig;
import org.matrixee.server.media.rules.FileLabels;

/**
 * Takes files in and gives them out again.
 *
 * <p>2014: client-api-v1, 15; threats, 5.
 */
@ApplicationScoped
public class MediaService {
  private static final int ID_BYTES = 18;

  private MediaConfig config;
  private MediaFolder folder;
  private MediaTransactions transactions;
  private UploadSlots slots;
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
      SecureRandom random,
      Clock clock) {
    this.config = config.media();
    this.folder = folder;
    this.transactions = transactions;
    this.slots = slots;
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
    long room = config.quota() - transactions.usedBytes(requester.user());
    requireRoom(upload.announced(), room);
    try (UploadSlots.Slot slot = slots.take(requester.user())) {
      Path temporary = folder.newTemporary();
      try {
        Received received =
            Received.from(upload, temporary, Math.min(room, config.maxUpload()), System::nanoTime);
        requireRoom(received.size(), room);
        return keep(requester, upload, temporary, received);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MediaId keep(Requester requester, Upload upload, Path temporary, Received received)
      throws IOException {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    Media media =
        new Media(
            new MediaId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)),
            requester.user(),
            FileLabels.type(upload.type()),
            FileLabels.name(upload.name()),
            received.size(),
            received.hash(),
            clock.millis());
    boolean kept =
        folder.place(
            temporary,
            received.hash(),
            () -> transactions.create(media, config.quota()),
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
    return transactions
        .find(id)
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such file."));
  }
}
