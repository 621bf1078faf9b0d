package org.matrixee.store.device.jpa;

import static java.util.Comparator.comparing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.device.OneTimeKeyStore;
import org.matrixee.store.jpa.Column;
import org.matrixee.store.jpa.Database;
import org.matrixee.store.jpa.NidAllocator;
import org.matrixee.store.jpa.PlainSql;
import org.matrixee.store.jpa.SqlDialect;
import org.matrixee.store.jpa.TableWriter;

/** Keys to be given out, in the tables {@code one_time_key} and {@code fallback_key}. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class JpaOneTimeKeyStore implements OneTimeKeyStore {
  private static final TableWriter KEYS =
      TableWriter.inserting(
          "one_time_key",
          Column.bigint("nid"),
          Column.text("user_id"),
          Column.text("device_id"),
          Column.text("algorithm"),
          Column.text("key_name"),
          Column.bytes("content"),
          Column.bigint("claimed_ts"));

  private static final TableWriter FALLBACKS =
      TableWriter.replacing(
          "fallback_key",
          3,
          Column.text("user_id"),
          Column.text("device_id"),
          Column.text("algorithm"),
          Column.text("key_name"),
          Column.bytes("content"),
          Column.bool("used"));

  /** In one statement; a key that another transaction is taking is passed over. */
  private static final String CLAIM_AT_ONCE =
      "with picked as (select k.nid from unnest(?, ?, ?) as w(user_id, device_id, algorithm)"
          + " cross join lateral (select o.nid from one_time_key o where o.user_id = w.user_id"
          + " and o.device_id = w.device_id and o.claimed_ts = 0 and o.algorithm = w.algorithm"
          + " order by o.nid limit 1 for update skip locked) k)"
          + " update one_time_key t set claimed_ts = ? from picked p where t.nid = p.nid"
          + " returning t.user_id, t.device_id, t.algorithm, t.key_name, t.content";

  private Database database;
  private NidAllocator nids;

  @Inject
  JpaOneTimeKeyStore(Database database, NidAllocator nids) {
    this.database = database;
    this.nids = nids;
  }

  /** For the container's proxy. */
  protected JpaOneTimeKeyStore() {}

  @Override
  public Map<String, JsonText> find(UserId user, DeviceId device, Collection<String> names) {
    Map<String, JsonText> found = new HashMap<>();
    for (OneTimeKey key :
        PlainSql.rows(
            database,
            "select algorithm, key_name, content from one_time_key where user_id = ?"
                + " and device_id = ? and key_name = any(?)",
            row -> key(row.getString(1), row.getString(2), PlainSql.json(row, 3)),
            user.value(),
            device.value(),
            names)) {
      found.put(key.name(), key.content());
    }
    return found;
  }

  private static OneTimeKey key(String algorithm, String name, JsonText content) {
    return new OneTimeKey(algorithm, name, content);
  }

  @Override
  public void add(UserId user, DeviceId device, List<OneTimeKey> keys) {
    long[] numbers = nids.take(keys.size());
    List<@Nullable Object[]> rows = new ArrayList<>(keys.size());
    for (OneTimeKey key : keys) {
      rows.add(
          new @Nullable Object[] {
            numbers[rows.size()],
            user.value(),
            device.value(),
            key.algorithm(),
            key.name(),
            key.content().sharedBytes(),
            0L
          });
    }
    KEYS.write(database, rows);
  }

  @Override
  public KeysLeft left(UserId user, DeviceId device) {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> unused = new ArrayList<>();
    PlainSql.rows(
        database,
        "select algorithm, count(*) from one_time_key where user_id = ? and device_id = ?"
            + " and claimed_ts = 0 group by algorithm"
            + " union all select algorithm, 0 from fallback_key where user_id = ?"
            + " and device_id = ? and used = false order by 1",
        row -> {
          int count = row.getInt(2);
          return count == 0
              ? unused.add(row.getString(1))
              : counts.put(row.getString(1), count) == null;
        },
        user.value(),
        device.value(),
        user.value(),
        device.value());
    return new KeysLeft(counts, unused);
  }

  @Override
  public Map<WantedKey, OneTimeKey> claim(Collection<WantedKey> wanted, long nowTs) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    return database.dialect() == SqlDialect.POSTGRESQL
        ? claimAtOnce(wanted, nowTs)
        : claimOneByOne(wanted, nowTs);
  }

  private Map<WantedKey, OneTimeKey> claimAtOnce(Collection<WantedKey> wanted, long nowTs) {
    Map<WantedKey, OneTimeKey> claimed = new HashMap<>();
    PlainSql.rows(
        database,
        CLAIM_AT_ONCE,
        row ->
            claimed.put(
                new WantedKey(
                    new UserId(row.getString(1)), new DeviceId(row.getString(2)), row.getString(3)),
                key(row.getString(3), row.getString(4), PlainSql.json(row, 5))),
        wanted.stream().map(WantedKey::user).toList(),
        wanted.stream().map(WantedKey::device).toList(),
        wanted.stream().map(WantedKey::algorithm).toList(),
        nowTs);
    return claimed;
  }

  /** In the same order always, so that two transactions never wait for each other in a ring. */
  private Map<WantedKey, OneTimeKey> claimOneByOne(Collection<WantedKey> wanted, long nowTs) {
    Map<WantedKey, OneTimeKey> claimed = new HashMap<>();
    for (WantedKey want : sorted(wanted)) {
      claimOne(want, nowTs).ifPresent(key -> claimed.put(want, key));
    }
    return claimed;
  }

  private static List<WantedKey> sorted(Collection<WantedKey> wanted) {
    return wanted.stream()
        .sorted(
            comparing((WantedKey want) -> want.user().value())
                .thenComparing(want -> want.device().value())
                .thenComparing(WantedKey::algorithm))
        .toList();
  }

  private record Candidate(long nid, OneTimeKey key) {}

  /** The first one that no other transaction has taken meanwhile. */
  private Optional<OneTimeKey> claimOne(WantedKey want, long nowTs) {
    while (true) {
      List<Candidate> first =
          PlainSql.rows(
              database,
              "select nid, algorithm, key_name, content from one_time_key where user_id = ?"
                  + " and device_id = ? and claimed_ts = 0 and algorithm = ? order by nid limit 1",
              row ->
                  new Candidate(
                      row.getLong(1),
                      key(row.getString(2), row.getString(3), PlainSql.json(row, 4))),
              want.user().value(),
              want.device().value(),
              want.algorithm());
      if (first.isEmpty()) {
        return Optional.empty();
      }
      Candidate candidate = first.get(0);
      if (PlainSql.change(
              database,
              "update one_time_key set claimed_ts = ? where nid = ? and claimed_ts = 0",
              nowTs,
              candidate.nid())
          == 1) {
        return Optional.of(candidate.key());
      }
    }
  }

  @Override
  public void forgetClaimed(UserId user, DeviceId device, long beforeTs) {
    PlainSql.change(
        database,
        "delete from one_time_key where user_id = ? and device_id = ? and claimed_ts > 0"
            + " and claimed_ts < ?",
        user.value(),
        device.value(),
        beforeTs);
  }

  @Override
  public Map<String, OneTimeKey> fallbacks(UserId user, DeviceId device) {
    Map<String, OneTimeKey> found = new HashMap<>();
    PlainSql.rows(
        database,
        "select algorithm, key_name, content from fallback_key where user_id = ?"
            + " and device_id = ?",
        row ->
            found.put(
                row.getString(1), key(row.getString(1), row.getString(2), PlainSql.json(row, 3))),
        user.value(),
        device.value());
    return found;
  }

  @Override
  public void putFallback(UserId user, DeviceId device, OneTimeKey key) {
    @Nullable Object[] row = {
      user.value(), device.value(), key.algorithm(), key.name(), key.content().sharedBytes(), false
    };
    FALLBACKS.write(database, List.<@Nullable Object[]>of(row));
  }

  @Override
  public Map<WantedKey, OneTimeKey> useFallbacks(Collection<WantedKey> wanted) {
    Map<WantedKey, OneTimeKey> used = new HashMap<>();
    if (wanted.isEmpty()) {
      return used;
    }
    List<WantedKey> unused = new ArrayList<>();
    PlainSql.rows(
        database,
        "select user_id, device_id, algorithm, key_name, content, used from fallback_key"
            + " where user_id = any(?) and device_id = any(?)",
        row -> {
          WantedKey want =
              new WantedKey(
                  new UserId(row.getString(1)), new DeviceId(row.getString(2)), row.getString(3));
          if (!wanted.contains(want)) {
            return false;
          }
          used.put(want, key(row.getString(3), row.getString(4), PlainSql.json(row, 5)));
          return !row.getBoolean(6) && unused.add(want);
        },
        wanted.stream().map(WantedKey::user).distinct().toList(),
        wanted.stream().map(WantedKey::device).distinct().toList());
    for (WantedKey want : sorted(unused)) {
      mark(want, used.get(want));
    }
    return used;
  }

  /** If it was replaced meanwhile, the new one was not given out, and stays unused. */
  private void mark(WantedKey want, @Nullable OneTimeKey key) {
    PlainSql.change(
        database,
        "update fallback_key set used = true where user_id = ? and device_id = ?"
            + " and algorithm = ? and key_name = ?",
        want.user().value(),
        want.device().value(),
        want.algorithm(),
        key == null ? "" : key.name());
  }

  @Override
  public void deleteAll(UserId user, Collection<DeviceId> devices) {
    for (String table : List.of("one_time_key", "fallback_key")) {
      PlainSql.change(
          database,
          "delete from " + table + " where user_id = ? and device_id = any(?)",
          user.value(),
          devices);
    }
  }
}
