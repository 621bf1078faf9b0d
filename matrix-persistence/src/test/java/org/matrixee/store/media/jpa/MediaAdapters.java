package org.matrixee.store.media.jpa;

import org.matrixee.store.jpa.Database;
import org.matrixee.store.media.MediaStore;

/** Opens this package's adapter to tests without a container. */
public final class MediaAdapters {
  private MediaAdapters() {}

  public static MediaStore media(Database database) {
    return new JpaMediaStore(database);
  }
}
