package org.matrixee.server.media;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
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
