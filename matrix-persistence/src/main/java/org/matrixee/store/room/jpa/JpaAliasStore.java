package org.matrixee.store.room.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.AliasStore;

/** Aliases in {@code room_alias} and {@code room_alias_server}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaAliasStore implements AliasStore {
  private static final TableWriter SERVERS =
      TableWriter.inserting(
          "room_alias_server",
          Column.text("alias"),
          Column.integer("ordinal"),
          Column.text("server"));

  private Database database;

  @Inject
  JpaAliasStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaAliasStore() {}

  @Override
  public Optional<AliasMapping> find(RoomAlias alias) {
    return database
        .entities()
        .createQuery(
            "select r.nid, r.roomId, a.creator from RoomAliasEntity a"
                + " join RoomEntity r on r.nid = a.roomNid where a.alias = :alias",
            Tuple.class)
        .setParameter("alias", alias.value())
        .getResultStream()
        .findFirst()
        .map(
            row ->
                new AliasMapping(
                    alias,
                    row.get(0, Long.class),
                    new RoomId(row.get(1, String.class)),
                    servers(alias),
                    new UserId(row.get(2, String.class))));
  }

  private List<ServerName> servers(RoomAlias alias) {
    return database
        .entities()
        .createQuery(
            "select s from RoomAliasEntity a join a.servers s where a.alias = :alias"
                + " order by index(s)",
            String.class)
        .setParameter("alias", alias.value())
        .getResultStream()
        .map(ServerName::new)
        .toList();
  }

  @Override
  public List<RoomAlias> ofRoom(long roomNid) {
    return database
        .entities()
        .createQuery(
            "select a.alias from RoomAliasEntity a where a.roomNid = :room order by a.alias",
            String.class)
        .setParameter("room", roomNid)
        .getResultStream()
        .map(RoomAlias::new)
        .toList();
  }

  @Override
  public boolean create(AliasMapping mapping) {
    String alias = mapping.alias().value();
    SqlDialect dialect = database.dialect();
    boolean created =
        database.sql(
            connection ->
                dialect.insertIfAbsent(
                    connection,
                    "insert into room_alias (alias, room_nid, creator) values (?, ?, ?)",
                    alias,
                    mapping.roomNid(),
                    mapping.creator().value()));
    if (created) {
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (ServerName server : mapping.servers()) {
        rows.add(new Object[] {alias, rows.size(), server.value()});
      }
      SERVERS.write(database, rows);
    }
    return created;
  }

  @Override
  public void move(long fromRoomNid, long toRoomNid) {
    database
        .entities()
        .createQuery("update RoomAliasEntity a set a.roomNid = :to where a.roomNid = :from")
        .setParameter("to", toRoomNid)
        .setParameter("from", fromRoomNid)
        .executeUpdate();
  }

  @Override
  public boolean delete(RoomAlias alias) {
    return database
            .entities()
            .createQuery("delete from RoomAliasEntity a where a.alias = :alias")
            .setParameter("alias", alias.value())
            .executeUpdate()
        > 0;
  }
}
