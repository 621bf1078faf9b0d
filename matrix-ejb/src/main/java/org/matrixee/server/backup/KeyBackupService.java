package org.matrixee.server.backup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyBackup;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.lifecycle.AccountDeactivated;
import org.matrixee.server.backup.rules.BackupForm;
import org.matrixee.store.backup.KeyBackupStore;
import org.matrixee.store.backup.KeyPart;

/**
 * What users do with their backups. A version is what the client calls it: one that cannot be is
 * one that is not there.
 *
 * <p>v1.19: Client-Server API, "Server-side key backups".
 */
@ApplicationScoped
public class KeyBackupService {
  private static final int PAGE = 1000;

  private KeyBackupTransactions transactions;
  private KeyBackupStore store;

  /** For the container's proxies. */
  protected KeyBackupService() {}

  /** With what it needs. */
  @Inject
  public KeyBackupService(KeyBackupTransactions transactions, KeyBackupStore store) {
    this.transactions = transactions;
    this.store = store;
  }

  private static long number(String version) {
    // Ten digits are more versions than anybody makes.
    return version.matches("[1-9][0-9]{0,9}") ? Long.parseLong(version) : 0;
  }

  /**
   * Begins a new backup; its version.
   *
   * @throws MatrixException as {@link BackupForm#description}
   */
  public String create(Requester requester, JsonObject body) {
    BackupForm.Description wanted = BackupForm.description(body);
    return Long.toString(
        transactions.create(requester.user(), wanted.algorithm(), wanted.authData()));
  }

  /**
   * The newest backup.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public KeyBackup latest(Requester requester) {
    return transactions
        .latest(requester.user())
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "You have no backup."));
  }

  /**
   * A backup.
   *
   * @throws MatrixException M_NOT_FOUND
   */
  public KeyBackup get(Requester requester, String version) {
    return transactions
        .find(requester.user(), number(version))
        .orElseThrow(KeyBackupTransactions::noBackup);
  }

  /**
   * Gives a backup other data.
   *
   * @throws MatrixException as {@link BackupForm#description} and {@link
   *     KeyBackupTransactions#update}; M_INVALID_PARAM if the body names another version
   */
  public void update(Requester requester, String version, JsonObject body) {
    BackupForm.Description wanted = BackupForm.description(body);
    if (!Optional.ofNullable(wanted.version()).orElse(version).equals(version)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The versions in the path and in the body must be the same.");
    }
    transactions.update(requester.user(), number(version), wanted.algorithm(), wanted.authData());
  }

  /**
   * Deletes a backup with its keys.
   *
   * @throws MatrixException M_NOT_FOUND if there never was one
   */
  public void delete(Requester requester, String version) {
    transactions.delete(requester.user(), number(version));
  }

  /**
   * Puts keys into a backup.
   *
   * @return the backup then
   * @throws MatrixException as {@link KeyBackupTransactions#put}
   */
  public KeyBackup put(Requester requester, String version, Collection<BackedUpKey> keys) {
    return transactions.put(requester.user(), number(version), keys);
  }

  /**
   * Deletes keys of a backup.
   *
   * @param room null for all rooms
   * @param session null for all sessions
   * @return the backup then
   * @throws MatrixException M_NOT_FOUND
   */
  public KeyBackup deleteKeys(
      Requester requester, String version, @Nullable RoomId room, @Nullable String session) {
    return transactions.deleteKeys(requester.user(), number(version), new KeyPart(room, session));
  }

  /**
   * The keys of a backup in pages, by room and session: the first page, and then one with each
   * further call, until one is empty. A key that comes meanwhile may be among them or not.
   *
   * @param room null for all rooms
   * @param session null for all sessions
   * @throws MatrixException M_NOT_FOUND if there is no such backup; by a call, if it is deleted
   *     meanwhile
   */
  public Supplier<List<BackedUpKey>> read(
      Requester requester, String version, @Nullable RoomId room, @Nullable String session) {
    return new Pages(transactions, requester.user(), number(version), new KeyPart(room, session));
  }

  /** Reads the next page when the one before is asked for: one is in memory, whatever there is. */
  private static final class Pages implements Supplier<List<BackedUpKey>> {
    private final KeyBackupTransactions transactions;
    private final UserId user;
    private final long version;
    private final KeyPart part;
    private List<BackedUpKey> first;
    private @Nullable SessionKey after;

    Pages(KeyBackupTransactions transactions, UserId user, long version, KeyPart part) {
      this.transactions = transactions;
      this.user = user;
      this.version = version;
      this.part = part;
      this.first = transactions.read(user, version, part, null, PAGE);
    }

    @Override
    public List<BackedUpKey> get() {
      List<BackedUpKey> page =
          after == null ? first : transactions.read(user, version, part, after, PAGE);
      first = List.of();
      after = page.isEmpty() ? after : page.get(page.size() - 1).id();
      return page;
    }
  }

  /** Nobody reads the backups of who has gone. */
  void onAccountDeactivated(@Observes AccountDeactivated account) {
    store.forget(account.user());
  }
}
