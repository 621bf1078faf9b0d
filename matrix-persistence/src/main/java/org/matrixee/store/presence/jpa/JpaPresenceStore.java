package org.matrixee.store.presence.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.presence.StoredPresence;

/** Presence in the table {@code presence}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaPresenceStore implements PresenceStore {
  private static final TableWriter PRESENCE =
      TableWriter.replacing(
          "presence",
          1,
          Column.text("user_id"),
          Column.bigint("stream_pos"),
          Column.bigint("last_active"),
          Column.integer("state"),
          Column.text("status_msg"));

  private static final TableWriter OTHERS =
      TableWriter.replacing(
          "presence",
          1,
          Column.text("user_id"),
          Column.bigint("stream_pos"),
          Column.bigint("last_active"),
          Column.integer("state"),
          Column.text("status_msg"),
          Column.text("origin"),
          Column.text("display_name"),
          Column.text("avatar_url"));

  private static final String SELECT =
      "select user_id, state, status_msg, last_active, stream_pos from presence where ";

  private static final String NAMES =
      " coalesce(a.display_name, p.display_name), coalesce(a.avatar_url, p.avatar_url)";

  private static final String AUDIENCE =
      "(select user_id from membership where room_nid = any(?) and membership = 'join'"
          + " union select user_id from account where user_id = any(?)"
          + " union select user_id from presence where user_id = any(?))";

  private static final String ALL =
      "select u.user_id, p.state, p.status_msg, p.last_active, coalesce(p.stream_pos, 0),"
          + NAMES
          + " from "
          + AUDIENCE
          + " u"
          + " left join presence p on p.user_id = u.user_id"
          + " left join account a on a.user_id = u.user_id"
          + " order by u.user_id";

  private static final String CHANGES =
      "select p.user_id, p.state, p.status_msg, p.last_active, p.stream_pos,"
          + NAMES
          + " from presence p"
          + " left join account a on a.user_id = p.user_id"
          + " where p.user_id in "
          + AUDIENCE
          + " and p.stream_pos > ? order by p.stream_pos limit ?";

  private static final String OF_OURS =
      "select p.user_id, p.state, p.status_msg, p.last_active, p.stream_pos,"
          + NAMES
          + " from presence p"
          + " left join account a on a.user_id = p.user_id"
          + " where p.origin is null and (p.state > 0 or p.stream_pos > ?)"
          + " order by p.stream_pos desc limit ?";

  private Database database;

  @Inject
  JpaPresenceStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaPresenceStore() {}

  @Override
  public void save(List<StoredPresence> presences) {
    List<@Nullable Object[]> rows = new ArrayList<>(presences.size());
    for (StoredPresence stored : presences) {
      Presence presence = stored.presence();
      rows.add(
          new @Nullable Object[] {
            stored.user().value(),
            stored.position(),
            presence.lastActive(),
            presence.state().level(),
            presence.statusMsg()
          });
    }
    PRESENCE.write(database, rows);
  }

  @Override
  public void saveOfOthers(List<PresenceChange> presences) {
    List<@Nullable Object[]> rows = new ArrayList<>(presences.size());
    for (PresenceChange change : presences) {
      UserPresence shown = change.shown();
      Presence presence = shown.presence();
      rows.add(
          new @Nullable Object[] {
            shown.user().value(),
            change.position(),
            presence.lastActive(),
            presence.state().level(),
            presence.statusMsg(),
            shown.user().server().value(),
            shown.displayName(),
            shown.avatarUrl()
          });
    }
    OTHERS.write(database, rows);
  }

  @Override
  public Map<UserId, Presence> find(Collection<UserId> users) {
    if (users.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<UserId, Presence> found = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(SELECT + "user_id = any(?)")) {
            statement.setArray(1, users(connection, users));
            stored(statement).forEach(row -> found.put(row.user(), row.presence()));
          }
          return found;
        });
  }

  @Override
  public List<StoredPresence> awake() {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(SELECT + "state > 0 and origin is null")) {
            return stored(statement);
          }
        });
  }

  @Override
  public List<UserPresence> ofOurs(long after, int limit) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OF_OURS)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            return changes(statement).stream().map(PresenceChange::shown).toList();
          }
        });
  }

  @Override
  public List<UserId> knownOfOthers() {
    return database
        .entities()
        .createQuery(
            "select p.userId from PresenceEntity p where p.origin is not null and (p.state > 0"
                + " or p.statusMsg is not null or p.lastActive is not null"
                + " or p.displayName is not null or p.avatarUrl is not null)",
            String.class)
        .getResultStream()
        .map(UserId::new)
        .toList();
  }

  @Override
  public long maxPosition() {
    return database
        .entities()
        .createQuery("select coalesce(max(p.streamPos), 0) from PresenceEntity p", Long.class)
        .getSingleResult();
  }

  @Override
  public List<UserPresence> all(PresenceAudience audience) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setArray(1, Database.numbers(connection, audience.rooms()));
            setUsers(connection, statement, audience.users());
            return changes(statement).stream().map(PresenceChange::shown).toList();
          }
        });
  }

  @Override
  public List<PresenceChange> changes(PresenceAudience audience, long after, int limit) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
            statement.setArray(1, Database.numbers(connection, audience.rooms()));
            setUsers(connection, statement, audience.users());
            statement.setLong(4, after);
            statement.setInt(5, limit);
            return changes(statement);
          }
        });
  }

  private static void setUsers(
      Connection connection, PreparedStatement statement, List<UserId> users) throws SQLException {
    statement.setArray(2, users(connection, users));
    statement.setArray(3, users(connection, users));
  }

  static Array users(Connection connection, Collection<UserId> users) throws SQLException {
    return Database.texts(connection, users.stream().map(UserId::value).toList());
  }

  private static List<StoredPresence> stored(PreparedStatement statement) throws SQLException {
    List<StoredPresence> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(new StoredPresence(new UserId(row.getString(1)), presence(row), row.getLong(5)));
      }
    }
    return found;
  }

  private static List<PresenceChange> changes(PreparedStatement statement) throws SQLException {
    List<PresenceChange> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        UserPresence shown =
            new UserPresence(
                new UserId(row.getString(1)), presence(row), row.getString(6), row.getString(7));
        found.add(new PresenceChange(shown, row.getLong(5)));
      }
    }
    return found;
  }

  /** Columns 2 to 4; a user without a row has null as state. */
  private static Presence presence(ResultSet row) throws SQLException {
    int level = row.getInt(2);
    if (row.wasNull()) {
      return Presence.NEVER;
    }
    long lastActive = row.getLong(4);
    @Nullable Long active = row.wasNull() ? null : lastActive;
    return new Presence(PresenceState.ofLevel(level), row.getString(3), active);
  }
}
