package org.matrixee.store.federation.jpa;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.ServerKeyStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.TableWriter;

/** Keys of other servers in the table {@code server_key}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaServerKeyStore implements ServerKeyStore {
  private static final TableWriter KEYS =
      TableWriter.replacing(
          "server_key",
          2,
          Column.text("server"),
          Column.text("key_id"),
          Column.text("public_key"),
          Column.bigint("valid_until_ts"),
          Column.bigint("retired_ts"));

  private static final int MOST_AT_ONCE = 1000;

  private Database database;

  @Inject
  JpaServerKeyStore(Database database) {
    this.database = database;
  }

  /** For the container's proxy. */
  protected JpaServerKeyStore() {}

  @Override
  public List<PublishedKey> find(ServerName server) {
    return findAll(List.of(server)).getOrDefault(server, List.of());
  }

  @Override
  public Map<ServerName, List<PublishedKey>> findAll(Collection<ServerName> servers) {
    List<String> names = servers.stream().map(ServerName::value).distinct().toList();
    Map<ServerName, List<PublishedKey>> found = new HashMap<>();
    for (int from = 0; from < names.size(); from += MOST_AT_ONCE) {
      database
          .entities()
          .createQuery(
              "select k.server, k.keyId, k.publicKey, k.validUntilTs, k.retiredTs"
                  + " from ServerKeyEntity k where k.server in :servers order by k.keyId",
              Tuple.class)
          .setParameter("servers", names.subList(from, Math.min(names.size(), from + MOST_AT_ONCE)))
          .getResultStream()
          .forEach(
              row ->
                  found
                      .computeIfAbsent(
                          new ServerName(row.get(0, String.class)), server -> new ArrayList<>())
                      .add(key(row)));
    }
    return found;
  }

  private static PublishedKey key(Tuple row) {
    return new PublishedKey(
        new KeyId(row.get(1, String.class)),
        row.get(2, String.class),
        row.get(3, Long.class),
        row.get(4, Long.class));
  }

  @Override
  public void save(ServerName server, List<PublishedKey> keys) {
    List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
    for (PublishedKey key : keys) {
      rows.add(
          new @Nullable Object[] {
            server.value(), key.id().value(), key.publicKey(), key.validUntilTs(), key.retiredTs()
          });
    }
    KEYS.write(database, rows);
  }
}
