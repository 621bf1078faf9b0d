package org.matrixee.store.room.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** Reads the table {@code membership}, which the event store writes. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaMembershipStore implements MembershipStore {
  private static final String SELECT =
      "select m.room_nid, r.room_id, r.listed, m.user_id, m.membership, m.sender, m.event_nid,"
          + " m.stream_pos from membership m join room r on r.nid = m.room_nid where ";

  private static final String ROOM_MATES =
      "select distinct o.user_id from membership m"
          + " join membership o on o.room_nid = m.room_nid and o.membership = 'join'"
          + " where m.user_id = ? and m.membership = 'join' and o.user_id = any(?)";

  private static final String FIRST =
      "select r.room_nid, r.user_id from (select m.room_nid, m.user_id, m.stream_pos,"
          + " row_number() over (partition by m.room_nid order by m.stream_pos, m.user_id) as place"
          + " from membership m where m.room_nid = any(?) and m.membership = any(?)"
          + " and m.user_id <> ?) r where r.place <= ? order by r.room_nid, r.place";

  private Database database;

  @Inject
  JpaMembershipStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaMembershipStore() {}

  @Override
  public List<RoomMembership> ofUser(UserId user, Set<Membership> kinds) {
    List<String> words = kinds.stream().map(Membership::word).toList();
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  SELECT + "m.user_id = ? and m.membership = any(?) order by m.room_nid")) {
            statement.setString(1, user.value());
            statement.setArray(2, Database.texts(connection, words));
            return read(statement);
          }
        });
  }

  @Override
  public List<RoomMembership> ofUsers(Collection<UserId> users, Set<Membership> kinds) {
    if (users.isEmpty()) {
      return List.of();
    }
    List<String> words = kinds.stream().map(Membership::word).toList();
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  SELECT + "m.user_id = any(?) and m.membership = any(?) order by m.room_nid")) {
            statement.setArray(
                1, Database.texts(connection, users.stream().map(UserId::value).toList()));
            statement.setArray(2, Database.texts(connection, words));
            return read(statement);
          }
        });
  }

  @Override
  public Set<UserId> roomMates(UserId user, Collection<UserId> among) {
    if (among.isEmpty()) {
      return Set.of();
    }
    return database.sql(
        connection -> {
          Set<UserId> found = new HashSet<>();
          try (PreparedStatement statement = connection.prepareStatement(ROOM_MATES)) {
            statement.setString(1, user.value());
            statement.setArray(
                2, Database.texts(connection, among.stream().map(UserId::value).toList()));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(new UserId(row.getString(1)));
              }
            }
          }
          return found;
        });
  }

  @Override
  public Optional<RoomMembership> find(long roomNid, UserId user) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(SELECT + "m.room_nid = ? and m.user_id = ?")) {
            statement.setLong(1, roomNid);
            statement.setString(2, user.value());
            return read(statement).stream().findFirst();
          }
        });
  }

  @Override
  public Map<Long, Set<ServerName>> joinedServers(Collection<Long> roomNids) {
    if (roomNids.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<Long, Set<ServerName>> servers = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select distinct room_nid, server from membership"
                      + " where room_nid = any(?) and membership = 'join'")) {
            statement.setArray(1, Database.numbers(connection, roomNids));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                servers
                    .computeIfAbsent(row.getLong(1), nid -> new HashSet<>())
                    .add(new ServerName(row.getString(2)));
              }
            }
          }
          return servers;
        });
  }

  @Override
  public boolean isServerIn(long roomNid, ServerName server, Set<Membership> kinds) {
    List<String> words = kinds.stream().map(Membership::word).toList();
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select 1 from membership where room_nid = ? and server = ?"
                      + " and membership = any(?) limit 1")) {
            statement.setLong(1, roomNid);
            statement.setString(2, server.value());
            statement.setArray(3, Database.texts(connection, words));
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }

  @Override
  public Map<Long, Map<Membership, Long>> counts(Collection<Long> roomNids, Set<Membership> kinds) {
    List<String> words = kinds.stream().map(Membership::word).toList();
    return database.sql(
        connection -> {
          Map<Long, Map<Membership, Long>> counts = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select room_nid, membership, count(*) from membership"
                      + " where room_nid = any(?) and membership = any(?)"
                      + " group by room_nid, membership")) {
            statement.setArray(1, Database.numbers(connection, roomNids));
            statement.setArray(2, Database.texts(connection, words));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                counts
                    .computeIfAbsent(row.getLong(1), nid -> new EnumMap<>(Membership.class))
                    .put(Membership.parse(row.getString(2)).orElseThrow(), row.getLong(3));
              }
            }
          }
          return counts;
        });
  }

  @Override
  public Map<Long, List<UserId>> first(
      Collection<Long> roomNids, Set<Membership> kinds, UserId except, int perRoom) {
    List<String> words = kinds.stream().map(Membership::word).toList();
    return database.sql(
        connection -> {
          Map<Long, List<UserId>> first = new HashMap<>();
          try (PreparedStatement statement = connection.prepareStatement(FIRST)) {
            statement.setArray(1, Database.numbers(connection, roomNids));
            statement.setArray(2, Database.texts(connection, words));
            statement.setString(3, except.value());
            statement.setInt(4, perRoom);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                first
                    .computeIfAbsent(row.getLong(1), nid -> new ArrayList<>())
                    .add(new UserId(row.getString(2)));
              }
            }
          }
          return first;
        });
  }

  @Override
  public List<UserId> joinedOf(long roomNid, ServerName server, int limit) {
    return database
        .entities()
        .createQuery(
            "select m.userId from MembershipEntity m where m.roomNid = :room"
                + " and m.server = :server and m.membership = :join order by m.userId",
            String.class)
        .setParameter("room", roomNid)
        .setParameter("server", server.value())
        .setParameter("join", Membership.JOIN.word())
        .setMaxResults(limit)
        .getResultStream()
        .map(UserId::new)
        .toList();
  }

  @Override
  public long countJoined(long roomNid) {
    return database
        .entities()
        .createQuery(
            "select count(*) from MembershipEntity m"
                + " where m.roomNid = :room and m.membership = :join",
            Long.class)
        .setParameter("room", roomNid)
        .setParameter("join", Membership.JOIN.word())
        .getSingleResult();
  }

  private static List<RoomMembership> read(PreparedStatement statement) throws SQLException {
    List<RoomMembership> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new RoomMembership(
                row.getLong(1),
                new RoomId(row.getString(2)),
                row.getBoolean(3),
                new UserId(row.getString(4)),
                Membership.parse(row.getString(5)).orElseThrow(),
                new UserId(row.getString(6)),
                row.getLong(7),
                row.getLong(8)));
      }
    }
    return found;
  }
}
