package org.matrixee.server.account.oidc;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ExternalIdentity;

/**
 * Somebody whom a provider vouches for.
 *
 * @param name what a new account's user name is made of
 * @param displayName null if the provider tells none
 * @param email null if the provider tells none, or has not verified it
 */
record Person(
    ExternalIdentity identity, String name, @Nullable String displayName, @Nullable String email) {
  /** Leaves the person out. */
  @Override
  public String toString() {
    return "Person[" + identity + "]";
  }
}
