package org.matrixee.store.memory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.matrixee.model.device.KeysLeft;
import org.matrixee.model.device.OneTimeKey;
import org.matrixee.model.device.WantedKey;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.device.OneTimeKeyStore;
import org.matrixee.store.memory.KeyTables.FallbackRow;
import org.matrixee.store.memory.KeyTables.OfDevice;
import org.matrixee.store.memory.KeyTables.OneTimeRow;

/** One-time and fallback keys in memory. */
final class InMemoryOneTimeKeyStore implements OneTimeKeyStore {
  private final InMemoryKeys rows;

  InMemoryOneTimeKeyStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  private Stream<OneTimeRow> of(UserId user, DeviceId device) {
    OfDevice of = new OfDevice(user, device);
    return rows.tables().oneTimeKeys.values().stream().filter(row -> row.device().equals(of));
  }

  @Override
  public Map<String, JsonText> find(UserId user, DeviceId device, Collection<String> names) {
    return of(user, device)
        .map(OneTimeRow::key)
        .filter(key -> names.contains(key.name()))
        .collect(Collectors.toMap(OneTimeKey::name, OneTimeKey::content));
  }

  @Override
  public void add(UserId user, DeviceId device, List<OneTimeKey> keys) {
    if (!find(user, device, keys.stream().map(OneTimeKey::name).toList()).isEmpty()) {
      throw new IllegalStateException("a name of a one-time key is taken");
    }
    for (OneTimeKey key : keys) {
      rows.put(
          rows.tables().oneTimeKeys,
          rows.others().nextNid(),
          new OneTimeRow(new OfDevice(user, device), key, 0));
    }
  }

  @Override
  public KeysLeft left(UserId user, DeviceId device) {
    Map<String, Integer> counts = new TreeMap<>();
    of(user, device)
        .filter(row -> row.claimedTs() == 0)
        .forEach(row -> counts.merge(row.key().algorithm(), 1, Integer::sum));
    List<String> unused = new ArrayList<>();
    rows.tables()
        .fallbacks
        .forEach(
            (id, row) -> {
              if (id.user().equals(user) && id.device().equals(device) && !row.used()) {
                unused.add(id.algorithm());
              }
            });
    return new KeysLeft(counts, unused.stream().sorted().toList());
  }

  @Override
  public Map<WantedKey, OneTimeKey> claim(Collection<WantedKey> wanted, long nowTs) {
    Map<WantedKey, OneTimeKey> claimed = new HashMap<>();
    for (WantedKey want : wanted) {
      OfDevice of = new OfDevice(want.user(), want.device());
      rows.tables().oneTimeKeys.entrySet().stream()
          .filter(entry -> entry.getValue().device().equals(of))
          .filter(entry -> entry.getValue().claimedTs() == 0)
          .filter(entry -> entry.getValue().key().algorithm().equals(want.algorithm()))
          .findFirst()
          .ifPresent(
              entry -> {
                OneTimeKey key = entry.getValue().key();
                rows.put(rows.tables().oneTimeKeys, entry.getKey(), new OneTimeRow(of, key, nowTs));
                claimed.put(want, key);
              });
    }
    return claimed;
  }

  @Override
  public void forgetClaimed(UserId user, DeviceId device, long beforeTs) {
    OfDevice of = new OfDevice(user, device);
    rows.remove(
        rows.tables().oneTimeKeys,
        entry ->
            entry.getValue().device().equals(of)
                && entry.getValue().claimedTs() > 0
                && entry.getValue().claimedTs() < beforeTs);
  }

  @Override
  public Map<String, OneTimeKey> fallbacks(UserId user, DeviceId device) {
    Map<String, OneTimeKey> found = new HashMap<>();
    rows.tables()
        .fallbacks
        .forEach(
            (id, row) -> {
              if (id.user().equals(user) && id.device().equals(device)) {
                found.put(id.algorithm(), row.key());
              }
            });
    return found;
  }

  @Override
  public void putFallback(UserId user, DeviceId device, OneTimeKey key) {
    rows.put(
        rows.tables().fallbacks,
        new WantedKey(user, device, key.algorithm()),
        new FallbackRow(key, false));
  }

  @Override
  public Map<WantedKey, OneTimeKey> useFallbacks(Collection<WantedKey> wanted) {
    Map<WantedKey, OneTimeKey> used = new HashMap<>();
    for (WantedKey want : wanted) {
      FallbackRow row = rows.tables().fallbacks.get(want);
      if (row != null) {
        rows.put(rows.tables().fallbacks, want, new FallbackRow(row.key(), true));
        used.put(want, row.key());
      }
    }
    return used;
  }

  @Override
  public void deleteAll(UserId user, Collection<DeviceId> devices) {
    rows.remove(
        rows.tables().oneTimeKeys,
        entry ->
            entry.getValue().device().user().equals(user)
                && devices.contains(entry.getValue().device().device()));
    rows.remove(
        rows.tables().fallbacks,
        entry -> entry.getKey().user().equals(user) && devices.contains(entry.getKey().device()));
  }
}
