package org.matrixee.store.presence.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
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
          Column.integer("accepted"),
          Column.text("observer_server"),
          Column.text("observed_server"),
          Column.integer("watched"));

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
            entry.observer().value(),
            entry.observed().value(),
            entry.accepted() ? 1 : 0,
            entry.observer().server().value(),
            entry.observed().server().value(),
            1
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
  public Optional<PresenceListEntry> find(UserId observer, UserId observed) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select accepted from presence_list where observer = ? and observed = ?")) {
            statement.setString(1, observer.value());
            statement.setString(2, observed.value());
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(new PresenceListEntry(observer, observed, row.getInt(1) == 1))
                  : Optional.empty();
            }
          }
        });
  }

  @Override
  public Set<UserId> observedAmong(Collection<UserId> users) {
    if (users.isEmpty()) {
      return Set.of();
    }
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select distinct observed from presence_list"
                      + " where observed = any(?) and accepted = 1")) {
            statement.setArray(1, JpaPresenceStore.users(connection, users));
            return readUsers(statement);
          }
        });
  }

  @Override
  public Set<UserId> observedOn(ServerName observers, Collection<ServerName> servers) {
    if (servers.isEmpty()) {
      return Set.of();
    }
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select distinct observed from presence_list where observed_server = any(?)"
                      + " and observer_server = ? and accepted = 1")) {
            List<String> names = servers.stream().map(ServerName::value).toList();
            statement.setArray(1, Database.texts(connection, names));
            statement.setString(2, observers.value());
            return readUsers(statement);
          }
        });
  }

  private static Set<UserId> readUsers(PreparedStatement statement) throws SQLException {
    Set<UserId> found = new HashSet<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(new UserId(row.getString(1)));
      }
    }
    return found;
  }

  @Override
  public Set<ServerName> observedServers() {
    return database
        .entities()
        .createQuery(
            "select distinct e.observedServer from PresenceListEntity e where e.accepted = 1",
            String.class)
        .getResultStream()
        .map(ServerName::new)
        .collect(Collectors.toSet());
  }

  @Override
  public List<ObservingServer> observingServers(Collection<UserId> observed) {
    if (observed.isEmpty()) {
      return List.of();
    }
    return database.sql(
        connection -> {
          List<ObservingServer> found = new ArrayList<>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select observed, observer_server, max(watched) from presence_list"
                      + " where observed = any(?) and accepted = 1"
                      + " group by observed, observer_server")) {
            statement.setArray(1, JpaPresenceStore.users(connection, observed));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(
                    new ObservingServer(
                        new UserId(row.getString(1)),
                        new ServerName(row.getString(2)),
                        row.getInt(3) == 1));
              }
            }
          }
          return found;
        });
  }

  @Override
  public void watch(ServerName server, Collection<UserId> observed, boolean watched) {
    if (observed.isEmpty()) {
      return;
    }
    database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "update presence_list set watched = ?"
                      + " where observed = any(?) and observer_server = ?")) {
            statement.setInt(1, watched ? 1 : 0);
            statement.setArray(2, JpaPresenceStore.users(connection, observed));
            statement.setString(3, server.value());
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public int count(ServerName observers, int most) {
    return database.sql(
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select count(*) from (select 1 from presence_list where observer_server = ?"
                      + " limit ?) counted")) {
            statement.setString(1, observers.value());
            statement.setInt(2, most);
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getInt(1);
            }
          }
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
