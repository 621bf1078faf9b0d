package org.matrixee.store.presence.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.PresenceListStore;

/** Presence lists in the table {@code presence_list}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaPresenceListStore implements PresenceListStore {
  private static final TableWriter ENTRIES =
      TableWriter.replacing(
          "presence_list",
          2,
          Column.text("observer"),
          Column.text("observed"),
          Column.integer("accepted"));

  private Database database;

  @Inject
  JpaPresenceListStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaPresenceListStore() {}

  @Override
  public void save(List<PresenceListEntry> entries) {
    List<@Nullable Object[]> rows = new ArrayList<>(entries.size());
    for (PresenceListEntry entry : entries) {
      rows.add(
          new @Nullable Object[] {
            entry.observer().value(), entry.observed().value(), entry.accepted() ? 1 : 0
          });
    }
    ENTRIES.write(database, rows);
  }

  @Override
  public void remove(UserId observer, Collection<UserId> observed) {
    if (observed.isEmpty()) {
      return;
    }
    database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "delete from presence_list where observer = ? and observed = any(?)")) {
            statement.setString(1, observer.value());
            statement.setArray(2, JpaPresenceStore.users(connection, observed));
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public List<PresenceListEntry> ofObserver(UserId observer) {
    return database.sql(
        connection -> {
          List<PresenceListEntry> found = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select observed, accepted from presence_list where observer = ?"
                      + " order by observed")) {
            statement.setString(1, observer.value());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                UserId observed = new UserId(row.getString(1));
                found.add(new PresenceListEntry(observer, observed, row.getInt(2) == 1));
              }
            }
          }
          return found;
        });
  }

  @Override
  public Map<UserId, Set<UserId>> accepted(Collection<UserId> observers) {
    if (observers.isEmpty()) {
      return Map.of();
    }
    return database.sql(
        connection -> {
          Map<UserId, Set<UserId>> found = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select observer, observed from presence_list"
                      + " where observer = any(?) and accepted = 1")) {
            statement.setArray(1, JpaPresenceStore.users(connection, observers));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found
                    .computeIfAbsent(new UserId(row.getString(1)), id -> new HashSet<>())
                    .add(new UserId(row.getString(2)));
              }
            }
          }
          return found;
        });
  }

  @Override
  public Set<UserId> observersAmong(UserId observed, Collection<UserId> observers) {
    if (observers.isEmpty()) {
      return Set.of();
    }
    return database.sql(
        connection -> {
          Set<UserId> found = new HashSet<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select observer from presence_list"
                      + " where observer = any(?) and observed = ?")) {
            statement.setArray(1, JpaPresenceStore.users(connection, observers));
            statement.setString(2, observed.value());
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
  public boolean isAccepted(UserId observer, UserId observed) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select 1 from presence_list"
                      + " where observer = ? and observed = ? and accepted = 1")) {
            statement.setString(1, observer.value());
            statement.setString(2, observed.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next();
            }
          }
        });
  }
}
