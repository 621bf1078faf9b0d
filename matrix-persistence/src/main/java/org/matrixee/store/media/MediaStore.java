package org.matrixee.store.media;

import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;

/** What is known of uploaded files. Every method needs a running transaction. */
public interface MediaStore {
  /**
   * Writes a new file's record, and counts it for its uploader; both or nothing.
   *
   * @param maxBytes the most bytes that one user's files may take together, this one included
   * @return false, and nothing is written, if it would be more; uploads of one user at the same
   *     time are counted one after the other
   */
  boolean create(Media media, long maxBytes);

  /**
   * Reserves a name for a file that is still to be uploaded; what the user reserved and never used
   * is forgotten.
   *
   * @param most the most names that one user may have reserved, this one included
   * @param now ms since 1970
   * @return false, and nothing is written, if it would be more
   */
  boolean reserve(ReservedMedia reserved, int most, long now);

  /** A reserved name, whether or not it is still to be used. */
  Optional<ReservedMedia> reserved(MediaId id);

  /** The same; whoever else comes for it waits until the running transaction ends. */
  Optional<ReservedMedia> reservedForUse(MediaId id);

  /** Forgets a reserved name. */
  void release(MediaId id);

  /** A file's record. */
  Optional<Media> find(MediaId id);

  /** How many bytes a user's files take together. */
  long usedBytes(UserId uploader);

  /** Whether any file has these bytes. */
  boolean isHashUsed(String hash);
}
