package org.matrixee.server.backup;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.backup.rules.BetterKey;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.backup.KeyPart;

/** The short transactions of backups. A backup's keys are changed by one request at a time. */
@Stateless
public class KeyBackupTransactions {
  private KeyBackupStore store;

  /** For the container's proxies. */
  protected KeyBackupTransactions() {}

  /** With what it needs. */
  @Inject
  public KeyBackupTransactions(KeyBackupStore store) {
    this.store = store;
  }

  /** Begins a new version; its number. */
  public long create(UserId user, String algorithm, JsonText authData) {
    return store.create(user, algorithm, authData);
  }

  /** The newest version. */
  public Optional<KeyBackup> latest(UserId user) {
    return store.latest(user);
  }

  /** A version. */
  public Optional<KeyBackup> find(UserId user, long version) {
    return store.find(user, version);
  }

  /**
   * Writes other data for a version.
   *
   * @throws MatrixException M_NOT_FOUND; M_INVALID_PARAM if its algorithm is another one
   */
  public void update(UserId user, long version, String algorithm, JsonText authData) {
    KeyBackup backup = store.lock(user, version).orElseThrow(KeyBackupTransactions::noBackup);
    if (!backup.algorithm().equals(algorithm)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The algorithm of a backup cannot be changed.");
    }
    store.setAuthData(user, version, authData);
  }

  /**
   * Deletes a version; one that was deleted before is fine.
   *
   * @throws MatrixException M_NOT_FOUND if there never was one
   */
  public void delete(UserId user, long version) {
    store.lock(user, version);
    if (!store.delete(user, version)) {
      throw noBackup();
    }
  }

  /**
   * Keeps keys that are better than those there.
   *
   * @param version the newest one
   * @return the backup then
   * @throws MatrixException M_NOT_FOUND if there is no backup; M_WRONG_ROOM_KEYS_VERSION if there
   *     is a newer one
   */
  public KeyBackup put(UserId user, long version, Collection<BackedUpKey> keys) {
    KeyBackup newest = store.latest(user).orElseThrow(KeyBackupTransactions::noBackup);
    @Nullable KeyBackup backup =
        newest.version() == version ? store.lock(user, version).orElse(null) : null;
    if (backup == null) {
      throw new MatrixException(
          ErrorCode.M_WRONG_ROOM_KEYS_VERSION,
          ErrorCode.M_WRONG_ROOM_KEYS_VERSION.status(),
          "This is not the newest backup.",
          Map.of("current_version", Long.toString(newest.version())));
    }
    Map<SessionKey, KeyQuality> held =
        store.qualities(user, version, keys.stream().map(BackedUpKey::id).toList());
    List<BackedUpKey> better = new ArrayList<>();
    for (BackedUpKey key : keys) {
      @Nullable KeyQuality before = held.get(key.id());
      if (before == null || BetterKey.isBetter(key.quality(), before)) {
        better.add(key);
      }
    }
    store.put(user, version, better);
    return changed(user, backup, better.size(), keys.size() - held.size());
  }

  private KeyBackup changed(UserId user, KeyBackup before, int changes, int added) {
    if (changes == 0) {
      return before;
    }
    long etag = before.etag() + 1;
    long count = before.count() + added;
    store.setState(user, before.version(), etag, count);
    return new KeyBackup(before.version(), before.algorithm(), before.authData(), etag, count);
  }

  /**
   * Deletes keys.
   *
   * @return the backup then
   * @throws MatrixException M_NOT_FOUND if there is no such backup
   */
  public KeyBackup deleteKeys(UserId user, long version, KeyPart part) {
    KeyBackup backup = store.lock(user, version).orElseThrow(KeyBackupTransactions::noBackup);
    int deleted = store.deleteKeys(user, version, part);
    return changed(user, backup, deleted, -deleted);
  }

  /**
   * A page of keys, by room and session.
   *
   * @param after the last one of the page before; null to begin
   * @throws MatrixException M_NOT_FOUND if there is no such backup
   */
  public List<BackedUpKey> read(
      UserId user, long version, KeyPart part, @Nullable SessionKey after, int limit) {
    if (store.find(user, version).isEmpty()) {
      throw noBackup();
    }
    return store.read(user, version, part, after, limit);
  }

  /** The refusal of a version that is not there. */
  static MatrixException noBackup() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "You have no such backup.");
  }
}
