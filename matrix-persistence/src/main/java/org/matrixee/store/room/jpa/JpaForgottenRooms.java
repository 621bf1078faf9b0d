package org.matrixee.store.room.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.id.UserId;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.room.ForgottenRooms;

/** Forgotten rooms in the table {@code forgotten_room}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaForgottenRooms implements ForgottenRooms {
  private Database database;

  @Inject
  JpaForgottenRooms(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaForgottenRooms() {}

  @Override
  public void forget(UserId user, long roomNid, long nowTs) {
    SqlDialect dialect = database.dialect();
    database.sql(
        connection ->
            dialect.insertIfAbsent(
                connection,
                "insert into forgotten_room (user_id, room_nid, forgotten_ts) values (?, ?, ?)",
                user.value(),
                roomNid,
                nowTs));
  }

  @Override
  public boolean isForgotten(UserId user, long roomNid) {
    return !database
        .entities()
        .createQuery(
            "select f.roomNid from ForgottenRoomEntity f"
                + " where f.userId = :user and f.roomNid = :room",
            Long.class)
        .setParameter("user", user.value())
        .setParameter("room", roomNid)
        .getResultList()
        .isEmpty();
  }

  @Override
  public Set<Long> of(UserId user) {
    return database
        .entities()
        .createQuery(
            "select f.roomNid from ForgottenRoomEntity f where f.userId = :user", Long.class)
        .setParameter("user", user.value())
        .getResultStream()
        .collect(Collectors.toUnmodifiableSet());
  }
}
