package org.matrixee.server.account.external;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.model.account.ThreePid;

/**
 * Somebody proven by another service, who may or may not have an account here.
 *
 * @param identity who he is there
 * @param service what people call that service
 * @param localpart of a new account; empty lets the server choose
 * @param displayName of a new account; null for none
 * @param email of a new account, verified by that service; null for none
 */
public record Newcomer(
    ExternalIdentity identity,
    String service,
    Optional<String> localpart,
    @Nullable String displayName,
    @Nullable ThreePid email) {
  /** Leaves the person out. */
  @Override
  public String toString() {
    return "Newcomer[" + identity + "]";
  }
}
