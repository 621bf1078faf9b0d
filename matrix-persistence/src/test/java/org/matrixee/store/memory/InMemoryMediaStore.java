package org.matrixee.store.memory;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.store.media.MediaStore;

/** Records of uploaded files in memory. */
final class InMemoryMediaStore implements MediaStore {
  private final InMemoryStores stores;

  InMemoryMediaStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public boolean create(Media media, long maxBytes) {
    if (usedBytes(media.uploader()) + media.size() > maxBytes) {
      return false;
    }
    stores.tables().journal.put(stores.tables().media, media.id(), media);
    return true;
  }

  @Override
  public boolean reserve(ReservedMedia reserved, int most, long now) {
    List<ReservedMedia> own =
        stores.tables().reservedMedia.values().stream()
            .filter(other -> other.uploader().equals(reserved.uploader()))
            .toList();
    for (ReservedMedia other : own) {
      if (other.expiresTs() <= now) {
        release(other.id());
      }
    }
    if (own.stream().filter(other -> other.expiresTs() > now).count() >= most) {
      return false;
    }
    stores.tables().journal.put(stores.tables().reservedMedia, reserved.id(), reserved);
    return true;
  }

  @Override
  public Optional<ReservedMedia> reserved(MediaId id) {
    return Optional.ofNullable(stores.tables().reservedMedia.get(id));
  }

  @Override
  public Optional<ReservedMedia> reservedForUse(MediaId id) {
    return reserved(id);
  }

  @Override
  public void release(MediaId id) {
    stores.tables().journal.remove(stores.tables().reservedMedia, id);
  }

  @Override
  public Optional<Media> find(MediaId id) {
    return Optional.ofNullable(stores.tables().media.get(id));
  }

  @Override
  public long usedBytes(UserId uploader) {
    return stores.tables().media.values().stream()
        .filter(media -> media.uploader().equals(uploader))
        .mapToLong(Media::size)
        .sum();
  }

  @Override
  public boolean isHashUsed(String hash) {
    return stores.tables().media.values().stream().anyMatch(media -> media.hash().equals(hash));
  }
}
