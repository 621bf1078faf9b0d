package org.matrixee.model.device;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;

/**
 * An access token as it is kept: without the secret itself.
 *
 * <p>v1.19: Client-Server API, "Refreshing access tokens".
 *
 * @param requester who comes with it
 * @param expiresTs ms since 1970; null if it is good until it is ended
 * @param generation how many refreshes came before it
 */
public record IssuedToken(Requester requester, @Nullable Long expiresTs, int generation) {
  /** Whether it is not good any more at a time. */
  public boolean isExpired(long nowTs) {
    return expiresTs != null && expiresTs <= nowTs;
  }
}
