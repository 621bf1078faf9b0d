package org.matrixee.store.device;

import java.util.Optional;
import org.matrixee.model.id.UserId;

/**
 * Tokens that are good for one login, by their SHA-256. Every method needs a running transaction.
 *
 * <p>v1.19: Client-Server API, "Token-based".
 */
public interface LoginTokenStore {
  /**
   * Writes a new token.
   *
   * @param hash lower-case hex of the token's SHA-256
   */
  void create(String hash, UserId user, long expiresTs);

  /**
   * Uses a token up.
   *
   * @return who may log in with it; empty if it is not known, used already, also by a transaction
   *     that commits at the same time, or over
   */
  Optional<UserId> take(String hash, long nowTs);

  /** Forgets the tokens of a user. */
  void deleteOf(UserId user);

  /** Forgets tokens that are over, at most {@code limit}; says how many. */
  int deleteExpired(long nowTs, int limit);
}
