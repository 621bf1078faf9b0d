package org.matrixee.store.profile.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.matrixee.model.id.UserId;
import org.matrixee.model.profile.ProfileJob;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.profile.ProfileJobStore;

/** Profile changes under way, in the table {@code profile_job}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaProfileJobStore implements ProfileJobStore {
  private static final Logger LOG = Logger.getLogger(JpaProfileJobStore.class);

  private Database database;

  @Inject
  JpaProfileJobStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaProfileJobStore() {}

  @Override
  public void start(UserId user, long nowTs) {
    SqlDialect dialect = database.dialect();
    database.sql(
        connection -> {
          // Once more if the job is there at the insert and ends before the update.
          while (!insert(dialect, connection, user, nowTs) && !restart(connection, user, nowTs)) {
            LOG.debugf("The profile job of %s ended just now", user);
          }
          return true;
        });
  }

  /** The first revision is the time, so that it is never that of an earlier job. */
  private static boolean insert(SqlDialect dialect, Connection connection, UserId user, long nowTs)
      throws SQLException {
    return dialect.insertIfAbsent(
        connection,
        "insert into profile_job (user_id, revision, room_nid, lap_end, due_ts, changed_ts,"
            + " come_round, again) values (?, ?, 0, 0, ?, ?, false, false)",
        user.value(),
        nowTs,
        nowTs,
        nowTs);
  }

  private static boolean restart(Connection connection, UserId user, long nowTs)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update profile_job set revision = revision + 1, lap_end = room_nid, due_ts = ?,"
                + " changed_ts = ?, come_round = false, again = false where user_id = ?")) {
      update.setLong(1, nowTs);
      update.setLong(2, nowTs);
      update.setString(3, user.value());
      return update.executeUpdate() == 1;
    }
  }

  @Override
  public Optional<ProfileJob> find(UserId user) {
    return database
        .entities()
        .createQuery(
            "select j from ProfileJobEntity j where j.userId = :user", ProfileJobEntity.class)
        .setParameter("user", user.value())
        .getResultStream()
        .findFirst()
        .map(JpaProfileJobStore::job);
  }

  @Override
  public List<UserId> due(long nowTs, int limit) {
    return database
        .entities()
        .createQuery(
            "select j.userId from ProfileJobEntity j where j.dueTs <= :now"
                + " order by j.dueTs, j.userId",
            String.class)
        .setParameter("now", nowTs)
        .setMaxResults(limit)
        .getResultStream()
        .map(UserId::new)
        .toList();
  }

  @Override
  public boolean advance(ProfileJob job) {
    return database
            .entities()
            .createQuery(
                "update ProfileJobEntity j set j.roomNid = :room, j.lapEnd = :end, j.dueTs = :due,"
                    + " j.comeRound = :round, j.again = :again"
                    + " where j.userId = :user and j.revision = :revision")
            .setParameter("room", job.roomNid())
            .setParameter("end", job.lapEnd())
            .setParameter("due", job.dueTs())
            .setParameter("round", job.comeRound())
            .setParameter("again", job.again())
            .setParameter("user", job.user().value())
            .setParameter("revision", job.revision())
            .executeUpdate()
        > 0;
  }

  @Override
  public boolean finish(ProfileJob job) {
    return database
            .entities()
            .createQuery(
                "delete from ProfileJobEntity j"
                    + " where j.userId = :user and j.revision = :revision")
            .setParameter("user", job.user().value())
            .setParameter("revision", job.revision())
            .executeUpdate()
        > 0;
  }

  private static ProfileJob job(ProfileJobEntity entity) {
    return new ProfileJob(
        new UserId(entity.userId),
        entity.revision,
        entity.roomNid,
        entity.lapEnd,
        entity.comeRound,
        entity.again,
        entity.dueTs,
        entity.changedTs);
  }
}
