package org.matrixee.store.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.model.id.UserId;

/**
 * Access tokens, by the SHA-256 of the token; the token itself is never kept. Every method needs a
 * running transaction.
 */
public interface TokenStore {
  /**
   * A new token.
   *
   * @param hash lower-case hex of the token's SHA-256
   * @param deviceNid the number of its device, which is the user's
   * @param expiresTs ms since 1970; null if it does not expire
   * @param generation how many refreshes came before it
   */
  record NewToken(
      String hash,
      UserId user,
      long deviceNid,
      long createdTs,
      @Nullable Long expiresTs,
      int generation) {}

  /** Writes a new token. */
  void create(NewToken token);

  /** Who owns a token, be it expired or not. */
  Optional<IssuedToken> find(String hash);

  /** Forgets the tokens of devices; gives their hashes. */
  List<String> deleteOf(Collection<Long> deviceNids);

  /** Forgets a device's tokens that are older than a generation; gives their hashes. */
  List<String> deleteBefore(long deviceNid, int generation);

  /** Forgets a device's tokens that are younger than a generation; gives their hashes. */
  List<String> deleteAfter(long deviceNid, int generation);
}
