package org.matrixee.store.stream.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.stream.StreamMarkStore;

/** The mark in the table {@code stream_mark}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaStreamMarkStore implements StreamMarkStore {
  private Database database;

  @Inject
  JpaStreamMarkStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaStreamMarkStore() {}

  @Override
  public long reserved() {
    return database
        .entities()
        .createQuery("select max(m.reserved) from StreamMarkEntity m", Long.class)
        .getSingleResult();
  }

  @Override
  public void reserve(long upTo) {
    database
        .entities()
        .createQuery(
            "update StreamMarkEntity m set m.reserved = :mark"
                + " where m.nid = :nid and m.reserved < :mark")
        .setParameter("mark", upTo)
        .setParameter("nid", StreamMarkEntity.ONLY)
        .executeUpdate();
  }
}
