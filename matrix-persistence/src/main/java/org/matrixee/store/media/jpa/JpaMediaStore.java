package org.matrixee.store.media.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.matrixee.model.id.UserId;
import org.matrixee.model.media.Media;
import org.matrixee.model.media.MediaId;
import org.matrixee.model.media.ReservedMedia;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.media.MediaStore;

/** Uploaded files in the tables {@code media} and {@code media_usage}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaMediaStore implements MediaStore {
  private Database database;

  @Inject
  JpaMediaStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaMediaStore() {}

  @Override
  public boolean create(Media media, long maxBytes) {
    if (!count(media.uploader(), media.size(), maxBytes)) {
      return false;
    }
    MediaEntity entity = new MediaEntity();
    entity.mediaId = media.id().value();
    entity.uploader = media.uploader().value();
    entity.contentType = media.type();
    entity.fileName = media.name();
    entity.sizeBytes = media.size();
    entity.hash = media.hash();
    entity.createdTs = media.createdTs();
    database.entities().persist(entity);
    return true;
  }

  @Override
  public boolean reserve(ReservedMedia reserved, int most, long now) {
    String uploader = reserved.uploader().value();
    // Holds the user's row until the transaction ends, so that nobody counts past the limit.
    count(reserved.uploader(), 0, Long.MAX_VALUE);
    database
        .entities()
        .createQuery(
            "delete from ReservedMediaEntity r where r.uploader = :uploader and r.expiresTs <="
                + " :now")
        .setParameter("uploader", uploader)
        .setParameter("now", now)
        .executeUpdate();
    long waiting =
        database
            .entities()
            .createQuery(
                "select count(r) from ReservedMediaEntity r where r.uploader = :uploader",
                Long.class)
            .setParameter("uploader", uploader)
            .getSingleResult();
    if (waiting >= most) {
      return false;
    }
    ReservedMediaEntity entity = new ReservedMediaEntity();
    entity.mediaId = reserved.id().value();
    entity.uploader = uploader;
    entity.expiresTs = reserved.expiresTs();
    database.entities().persist(entity);
    return true;
  }

  @Override
  public Optional<ReservedMedia> reserved(MediaId id) {
    return reserved(id, LockModeType.NONE);
  }

  @Override
  public Optional<ReservedMedia> reservedForUse(MediaId id) {
    return reserved(id, LockModeType.PESSIMISTIC_WRITE);
  }

  private Optional<ReservedMedia> reserved(MediaId id, LockModeType lock) {
    return Optional.ofNullable(
            database.entities().find(ReservedMediaEntity.class, id.value(), lock))
        .map(
            entity ->
                new ReservedMedia(
                    new MediaId(entity.mediaId), new UserId(entity.uploader), entity.expiresTs));
  }

  @Override
  public void release(MediaId id) {
    ReservedMediaEntity entity = database.entities().find(ReservedMediaEntity.class, id.value());
    if (entity != null) {
      database.entities().remove(entity);
    }
  }

  /** The update holds the row until the transaction ends, so nobody counts past the limit. */
  private boolean count(UserId uploader, long size, long maxBytes) {
    SqlDialect dialect = database.dialect();
    Boolean unused =
        database.sql(
            connection ->
                dialect.insertIfAbsent(
                    connection,
                    "insert into media_usage (uploader, used_bytes) values (?, ?)",
                    uploader.value(),
                    0L));
    return database
            .entities()
            .createQuery(
                "update MediaUsageEntity u set u.usedBytes = u.usedBytes + :size"
                    + " where u.uploader = :uploader and u.usedBytes + :size <= :max")
            .setParameter("size", size)
            .setParameter("uploader", uploader.value())
            .setParameter("max", maxBytes)
            .executeUpdate()
        == 1;
  }

  @Override
  public Optional<Media> find(MediaId id) {
    return Optional.ofNullable(database.entities().find(MediaEntity.class, id.value()))
        .map(JpaMediaStore::media);
  }

  private static Media media(MediaEntity entity) {
    return new Media(
        new MediaId(entity.mediaId),
        new UserId(entity.uploader),
        entity.contentType,
        entity.fileName,
        entity.sizeBytes,
        entity.hash,
        entity.createdTs);
  }

  @Override
  public long usedBytes(UserId uploader) {
    MediaUsageEntity usage = database.entities().find(MediaUsageEntity.class, uploader.value());
    return usage == null ? 0 : usage.usedBytes;
  }

  @Override
  public boolean isHashUsed(String hash) {
    return !database
        .entities()
        .createQuery("select m.mediaId from MediaEntity m where m.hash = :hash", String.class)
        .setParameter("hash", hash)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }
}
