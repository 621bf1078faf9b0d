package org.matrixee.store.device;

import java.util.Collection;
import java.util.Optional;
import org.matrixee.model.device.RefreshToken;

/**
 * Refresh tokens, by the SHA-256 of the token; the token itself is never kept. Every method needs a
 * running transaction.
 */
public interface RefreshTokenStore {
  /**
   * Writes a new token.
   *
   * @param hash lower-case hex of the token's SHA-256
   */
  void create(String hash, long deviceNid, int generation, long createdTs);

  /**
   * Finds a token, for use: other transactions that come for it wait until this one ends.
   *
   * @return empty if it is not known, or not any more
   */
  Optional<RefreshToken> findForUse(String hash);

  /** Forgets a device's tokens that are older than a generation. */
  void deleteBefore(long deviceNid, int generation);

  /** Forgets a device's tokens that are younger than a generation. */
  void deleteAfter(long deviceNid, int generation);

  /** Forgets all tokens of devices. */
  void deleteOf(Collection<Long> deviceNids);
}
