package org.matrixee.store.account;

import java.util.Optional;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;

/**
 * Access tokens, by the SHA-256 of the token; the token itself is never kept. Every method needs a
 * running transaction.
 */
public interface TokenStore {
  /**
   * Writes a new token.
   *
   * @param hash lower-case hex of the token's SHA-256
   * @return the token's number
   */
  long create(UserId user, String hash, long createdTs);

  /** Who owns a token. */
  Optional<Requester> find(String hash);

  /** Forgets a token; false if there was none. */
  boolean delete(String hash);
}
