package org.matrixee.server.media;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.store.media.MediaStore;

/** The short transactions of the content repository; no file is touched within them. */
@Stateless
public class MediaTransactions {
  private MediaStore store;

  /** For the container's proxies. */
  protected MediaTransactions() {}

  /** With what it needs. */
  @Inject
  public MediaTransactions(MediaStore store) {
    this.store = store;
  }

  /** Writes a record; false if the uploader's files would take more than {@code maxBytes}. */
  public boolean create(Media media, long maxBytes) {
    return store.create(media, maxBytes);
  }

  /** Reserves a name; false if the user has too many of them. */
  public boolean reserve(ReservedMedia reserved, int most, long now) {
    return store.reserve(reserved, most, now);
  }

  /**
   * Writes the record of a file with a reserved name, which is used up by it.
   *
   * @return false if the uploader's files would take more than {@code maxBytes}
   * @throws MatrixException M_CANNOT_OVERWRITE_MEDIA if somebody used it meanwhile
   */
  public boolean fill(Media media, long maxBytes) {
    if (store.reservedForUse(media.id()).isEmpty()) {
      throw taken();
    }
    if (!store.create(media, maxBytes)) {
      return false;
    }
    store.release(media.id());
    return true;
  }

  /**
   * Checks that a user may upload a file of a reserved name.
   *
   * @throws MatrixException M_CANNOT_OVERWRITE_MEDIA if there is one, M_NOT_FOUND if the name is
   *     not reserved, or not any more, M_FORBIDDEN if it is another user's
   */
  public void requireReserved(UserId user, MediaId id, long now) {
    if (store.find(id).isPresent()) {
      throw taken();
    }
    ReservedMedia reserved = store.reserved(id).filter(each -> each.expiresTs() > now).orElse(null);
    if (reserved == null) {
      throw new MatrixException(
          ErrorCode.M_NOT_FOUND, "This address was never made, or it was not used in time.");
    }
    if (!reserved.uploader().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This address was made by another user.");
    }
  }

  private static MatrixException taken() {
    return new MatrixException(
        ErrorCode.M_CANNOT_OVERWRITE_MEDIA, "There is a file at this address already.");
  }

  /** How it stands with a file. */
  public enum Standing {
    /** It is there. */
    HERE,
    /** It is still to be uploaded. */
    RESERVED,
    /** Nobody knows it. */
    UNKNOWN
  }

  /** How it stands with the file of a name. */
  public Standing standing(MediaId id, long now) {
    if (store.find(id).isPresent()) {
      return Standing.HERE;
    }
    return store.reserved(id).filter(each -> each.expiresTs() > now).isPresent()
        ? Standing.RESERVED
        : Standing.UNKNOWN;
  }

  /** A record. */
  public Optional<Media> find(MediaId id) {
    return store.find(id);
  }

  /** How many bytes a user's files take. */
  public long usedBytes(UserId user) {
    return store.usedBytes(user);
  }

  /** Whether any record has these bytes. */
  public boolean isHashUsed(String hash) {
    return store.isHashUsed(hash);
  }
}
