package org.matrixee.store.backup.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.backup.KeyPart;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.TableWriter;

/** Backups of room keys in the tables {@code key_backup} and {@code backed_up_key}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaKeyBackupStore implements KeyBackupStore {
  private static final TableWriter KEYS =
      TableWriter.replacing(
          "backed_up_key",
          4,
          Column.text("user_id"),
          Column.bigint("version"),
          Column.text("room_id"),
          Column.text("session_id"),
          Column.bigint("first_message_index"),
          Column.bigint("forwarded_count"),
          Column.bool("is_verified"),
          Column.bytes("session_data"));

  private static final String SELECT =
      "select version, algorithm, auth_data, etag, keys_held from key_backup"
          + " where user_id = ? and deleted = false";

  private static final String QUALITIES =
      "select b.room_id, b.session_id, b.is_verified, b.first_message_index, b.forwarded_count"
          + " from backed_up_key b";

  private Database database;

  @Inject
  JpaKeyBackupStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaKeyBackupStore() {}

  @Override
  public long create(UserId user, String algorithm, JsonText authData) {
    // Two at once get two numbers.
    PlainSql.rows(
        database,
        "select user_id from account where user_id = ? for update",
        row -> row.getString(1),
        user.value());
    long version =
        PlainSql.rows(
                    database,
                    "select coalesce(max(version), 0) from key_backup where user_id = ?",
                    row -> row.getLong(1),
                    user.value())
                .get(0)
            + 1;
    PlainSql.change(
        database,
        "insert into key_backup (user_id, version, algorithm, auth_data, etag, keys_held, deleted)"
            + " values (?, ?, ?, ?, 0, 0, false)",
        user.value(),
        version,
        algorithm,
        authData.sharedBytes());
    return version;
  }

  @Override
  public Optional<KeyBackup> find(UserId user, long version) {
    return one(" and version = ?", user.value(), version);
  }

  @Override
  public Optional<KeyBackup> latest(UserId user) {
    return one(" order by version desc limit 1", user.value());
  }

  @Override
  public Optional<KeyBackup> lock(UserId user, long version) {
    return one(" and version = ? for update", user.value(), version);
  }

  private Optional<KeyBackup> one(String condition, Object... parameters) {
    return PlainSql.rows(
            database,
            SELECT + condition,
            row ->
                new KeyBackup(
                    row.getLong(1),
                    row.getString(2),
                    PlainSql.json(row, 3),
                    row.getLong(4),
                    row.getLong(5)),
            parameters)
        .stream()
        .findFirst();
  }

  @Override
  public void setAuthData(UserId user, long version, JsonText authData) {
    PlainSql.change(
        database,
        "update key_backup set auth_data = ? where user_id = ? and version = ?",
        authData.sharedBytes(),
        user.value(),
        version);
  }

  @Override
  public void setState(UserId user, long version, long etag, long count) {
    PlainSql.change(
        database,
        "update key_backup set etag = ?, keys_held = ? where user_id = ? and version = ?",
        etag,
        count,
        user.value(),
        version);
  }

  @Override
  public boolean delete(UserId user, long version) {
    boolean known =
        PlainSql.change(
                database,
                "update key_backup set deleted = true, auth_data = ?, keys_held = 0"
                    + " where user_id = ? and version = ?",
                JsonText.of("{}").sharedBytes(),
                user.value(),
                version)
            == 1;
    deleteKeys(user, version, KeyPart.ALL);
    return known;
  }

  @Override
  public Map<SessionKey, KeyQuality> qualities(
      UserId user, long version, Collection<SessionKey> keys) {
    Map<SessionKey, KeyQuality> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    if (database.dialect() == SqlDialect.POSTGRESQL) {
      PlainSql.rows(
          database,
          QUALITIES
              + " join unnest(?, ?) as w(room_id, session_id) on b.room_id = w.room_id"
              + " and b.session_id = w.session_id where b.user_id = ? and b.version = ?",
          row -> found.put(id(row), quality(row)),
          keys.stream().map(SessionKey::room).toList(),
          keys.stream().map(SessionKey::session).toList(),
          user.value(),
          version);
    } else {
      // H2 runs in our own process: a look-up for each key is no trip to anywhere.
      for (SessionKey key : keys) {
        PlainSql.rows(
            database,
            QUALITIES
                + " where b.user_id = ? and b.version = ? and b.room_id = ? and b.session_id = ?",
            row -> found.put(id(row), quality(row)),
            user.value(),
            version,
            key.room().value(),
            key.session());
      }
    }
    return found;
  }

  private static SessionKey id(ResultSet row) throws SQLException {
    return new SessionKey(new RoomId(row.getString(1)), row.getString(2));
  }

  private static KeyQuality quality(ResultSet row) throws SQLException {
    return new KeyQuality(row.getBoolean(3), row.getLong(4), row.getLong(5));
  }

  @Override
  public void put(UserId user, long version, Collection<BackedUpKey> keys) {
    List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
    for (BackedUpKey key : keys) {
      rows.add(
          new @Nullable Object[] {
            user.value(),
            version,
            key.id().room().value(),
            key.id().session(),
            key.quality().firstMessageIndex(),
            key.quality().forwardedCount(),
            key.quality().verified(),
            key.content().sharedBytes()
          });
    }
    KEYS.write(database, rows);
  }

  @Override
  public List<BackedUpKey> read(
      UserId user, long version, KeyPart part, @Nullable SessionKey after, int limit) {
    StringBuilder query =
        new StringBuilder(
            "select room_id, session_id, is_verified, first_message_index, forwarded_count,"
                + " session_data from backed_up_key where ");
    List<@Nullable Object> parameters = condition(query, user, version, part);
    if (after != null) {
      query.append(" and room_id >= ? and (room_id > ? or session_id > ?)");
      parameters.addAll(List.of(after.room().value(), after.room().value(), after.session()));
    }
    query.append(" order by room_id, session_id limit ?");
    parameters.add(limit);
    return PlainSql.rows(
        database,
        query.toString(),
        row -> new BackedUpKey(id(row), quality(row), PlainSql.json(row, 6)),
        parameters.toArray());
  }

  @Override
  public int deleteKeys(UserId user, long version, KeyPart part) {
    StringBuilder change = new StringBuilder("delete from backed_up_key where ");
    List<@Nullable Object> parameters = condition(change, user, version, part);
    return PlainSql.change(database, change.toString(), parameters.toArray());
  }

  private static List<@Nullable Object> condition(
      StringBuilder sql, UserId user, long version, KeyPart part) {
    List<@Nullable Object> parameters = new ArrayList<>(List.of(user.value(), version));
    sql.append("user_id = ? and version = ?");
    @Nullable RoomId room = part.room();
    @Nullable String session = part.session();
    if (room != null) {
      sql.append(" and room_id = ?");
      parameters.add(room.value());
    }
    if (session != null) {
      sql.append(" and session_id = ?");
      parameters.add(session);
    }
    return parameters;
  }

  @Override
  public void forget(UserId user) {
    PlainSql.change(database, "delete from backed_up_key where user_id = ?", user.value());
    PlainSql.change(database, "delete from key_backup where user_id = ?", user.value());
  }
}
