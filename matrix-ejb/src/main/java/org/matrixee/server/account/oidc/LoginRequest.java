package org.matrixee.server.account.oidc;

import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.oidc.rules.FlowSecrets;

/**
 * What is asked of a provider.
 *
 * @param state what it gives back with its answer
 * @param hint who will probably log in; null if nobody said
 * @param fresh whether the person must prove himself anew, also if he is logged in there
 */
record LoginRequest(String state, FlowSecrets secrets, @Nullable String hint, boolean fresh) {
  /** Leaves the secrets out. */
  @Override
  public String toString() {
    return "LoginRequest";
  }
}
