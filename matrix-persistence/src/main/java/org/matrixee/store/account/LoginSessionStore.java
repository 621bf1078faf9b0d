package org.matrixee.store.account;

import java.util.Optional;
import org.matrixee.model.account.LoginSession;

/**
 * Logins and registrations under way. Every method needs a running transaction.
 *
 * <p>Expired sessions may be found: the caller looks at their time.
 */
public interface LoginSessionStore {
  /** Writes a new session. */
  void create(LoginSession session);

  /** A session by its hash. */
  Optional<LoginSession> find(String hash);

  /** A session by the hash of its one-time key. */
  Optional<LoginSession> findByKey(String keyHash);

  /**
   * Writes the next version of a session.
   *
   * @return false if the version before it is not there any more: another transaction changed or
   *     ended the session
   */
  boolean replace(LoginSession next);

  /** Ends a session; false if this version of it is not there any more. */
  boolean delete(String hash, long version);

  /** How many sessions begun from an address are not over yet. */
  int countFrom(String address, long nowTs);

  /** Ends sessions that are over, at most {@code limit}; says how many. */
  int deleteExpired(long nowTs, int limit);
}
