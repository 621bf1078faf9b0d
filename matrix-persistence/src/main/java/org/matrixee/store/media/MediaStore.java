package org.matrixee.store.media;

import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;

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

  /** A file's record. */
  Optional<Media> find(MediaId id);

  /** How many bytes a user's files take together. */
  long usedBytes(UserId uploader);

  /** Whether any file has these bytes. */
  boolean isHashUsed(String hash);
}
