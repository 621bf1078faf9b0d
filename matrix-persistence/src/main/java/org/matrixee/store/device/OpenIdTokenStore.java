package org.matrixee.store.device;

import java.util.Optional;
import org.matrixee.model.id.UserId;

/**
 * Tokens that tell another service who their owner is, by their SHA-256. Every method needs a
 * running transaction.
 *
 * <p>v1.19: Client-Server API, "OpenID".
 */
public interface OpenIdTokenStore {
  /**
   * Writes a new token.
   *
   * @param hash lower-case hex of the token's SHA-256
   */
  void create(String hash, UserId user, long expiresTs);

  /** Whose it is; empty if it is not known, or over. */
  Optional<UserId> findOwner(String hash, long nowTs);

  /** Forgets the tokens of a user. */
  void deleteOf(UserId user);

  /** Forgets tokens that are over, at most {@code limit}; says how many. */
  int deleteExpired(long nowTs, int limit);
}
