package org.matrixee.store.backup;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

/**
 * Backups of room keys. Every method needs a running transaction; those that change keys need the
 * backup locked.
 *
 * <p>v1.19: Client-Server API, "Server-side key backups".
 */
public interface KeyBackupStore {
  /** Writes a new version, empty; its number is greater than that of any before. */
  long create(UserId user, String algorithm, JsonText authData);

  /** A version that is not deleted. */
  Optional<KeyBackup> find(UserId user, long version);

  /** The newest version that is not deleted. */
  Optional<KeyBackup> latest(UserId user);

  /** A version that is not deleted; other transactions that lock it wait until this one ends. */
  Optional<KeyBackup> lock(UserId user, long version);

  /** Writes other data for a version. */
  void setAuthData(UserId user, long version, JsonText authData);

  /** Writes how often the keys of a version have changed, and how many there are. */
  void setState(UserId user, long version, long etag, long count);

  /** Deletes a version with its keys; false if there never was one. */
  boolean delete(UserId user, long version);

  /** What is known of keys; those that are not there are left out. */
  Map<SessionKey, KeyQuality> qualities(UserId user, long version, Collection<SessionKey> keys);

  /** Writes keys, in the place of those of the same sessions; one statement. */
  void put(UserId user, long version, Collection<BackedUpKey> keys);

  /**
   * Keys by room and session.
   *
   * @param after only those behind this one in the order; null to begin
   * @param limit at most so many
   */
  List<BackedUpKey> read(
      UserId user, long version, KeyPart part, @Nullable SessionKey after, int limit);

  /** Deletes keys; says how many. */
  int deleteKeys(UserId user, long version, KeyPart part);

  /** Forgets all backups of a user, as if there had never been any. */
  void forget(UserId user);
}
