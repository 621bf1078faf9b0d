package org.matrixee.store.memory;

import static java.util.Comparator.comparing;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.backup.KeyPart;
import org.matrixee.store.memory.KeyTables.BackedUpId;
import org.matrixee.store.memory.KeyTables.BackupKey;
import org.matrixee.store.memory.KeyTables.BackupRow;

/** Backups of room keys in memory. */
final class InMemoryKeyBackupStore implements KeyBackupStore {
  private static final Comparator<SessionKey> IN_ORDER =
      comparing((SessionKey key) -> key.room().value()).thenComparing(SessionKey::session);

  private final InMemoryKeys rows;

  InMemoryKeyBackupStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  @Override
  public long create(UserId user, String algorithm, JsonText authData) {
    long version =
        rows.tables().backups.keySet().stream()
                .filter(key -> key.user().equals(user))
                .mapToLong(BackupKey::version)
                .max()
                .orElse(0)
            + 1;
    KeyBackup backup = new KeyBackup(version, algorithm, authData, 0, 0);
    rows.put(rows.tables().backups, new BackupKey(user, version), new BackupRow(backup, false));
    return version;
  }

  @Override
  public Optional<KeyBackup> find(UserId user, long version) {
    return Optional.ofNullable(rows.tables().backups.get(new BackupKey(user, version)))
        .filter(row -> !row.deleted())
        .map(BackupRow::backup);
  }

  @Override
  public Optional<KeyBackup> latest(UserId user) {
    return rows.tables().backups.entrySet().stream()
        .filter(entry -> entry.getKey().user().equals(user) && !entry.getValue().deleted())
        .map(entry -> entry.getValue().backup())
        .max(comparing(KeyBackup::version));
  }

  @Override
  public Optional<KeyBackup> lock(UserId user, long version) {
    return find(user, version);
  }

  @Override
  public void setAuthData(UserId user, long version, JsonText authData) {
    change(
        user,
        version,
        old -> new KeyBackup(version, old.algorithm(), authData, old.etag(), old.count()));
  }

  @Override
  public void setState(UserId user, long version, long etag, long count) {
    change(
        user, version, old -> new KeyBackup(version, old.algorithm(), old.authData(), etag, count));
  }

  private void change(UserId user, long version, UnaryOperator<KeyBackup> change) {
    BackupKey key = new BackupKey(user, version);
    BackupRow row = rows.tables().backups.get(key);
    rows.put(rows.tables().backups, key, new BackupRow(change.apply(row.backup()), row.deleted()));
  }

  @Override
  public boolean delete(UserId user, long version) {
    deleteKeys(user, version, KeyPart.ALL);
    BackupKey key = new BackupKey(user, version);
    BackupRow row = rows.tables().backups.get(key);
    if (row != null) {
      rows.put(rows.tables().backups, key, new BackupRow(row.backup(), true));
    }
    return row != null;
  }

  @Override
  public Map<SessionKey, KeyQuality> qualities(
      UserId user, long version, Collection<SessionKey> keys) {
    Map<SessionKey, KeyQuality> found = new HashMap<>();
    for (SessionKey key : keys) {
      BackedUpKey held = rows.tables().backedUp.get(id(user, version, key));
      if (held != null) {
        found.put(key, held.quality());
      }
    }
    return found;
  }

  private static BackedUpId id(UserId user, long version, SessionKey key) {
    return new BackedUpId(new BackupKey(user, version), key.room().value(), key.session());
  }

  @Override
  public void put(UserId user, long version, Collection<BackedUpKey> keys) {
    keys.forEach(key -> rows.put(rows.tables().backedUp, id(user, version, key.id()), key));
  }

  @Override
  public List<BackedUpKey> read(
      UserId user, long version, KeyPart part, SessionKey after, int limit) {
    return rows.tables().backedUp.entrySet().stream()
        .filter(entry -> isIn(entry.getKey(), user, version, part))
        .map(Map.Entry::getValue)
        .filter(key -> after == null || IN_ORDER.compare(key.id(), after) > 0)
        .sorted(comparing(BackedUpKey::id, IN_ORDER))
        .limit(limit)
        .toList();
  }

  private static boolean isIn(BackedUpId id, UserId user, long version, KeyPart part) {
    return id.backup().equals(new BackupKey(user, version))
        && (part.room() == null || id.room().equals(part.room().value()))
        && (part.session() == null || id.session().equals(part.session()));
  }

  @Override
  public int deleteKeys(UserId user, long version, KeyPart part) {
    return rows.remove(rows.tables().backedUp, entry -> isIn(entry.getKey(), user, version, part));
  }

  @Override
  public void forget(UserId user) {
    rows.remove(rows.tables().backedUp, entry -> entry.getKey().backup().user().equals(user));
    rows.remove(rows.tables().backups, entry -> entry.getKey().user().equals(user));
  }
}
