package org.matrixee.model.account;

import org.matrixee.model.id.UserId;

/**
 * A link from a third-party id to a user that an identity server has yet to be told of.
 *
 * <p>2014: client-api-v1, 4.2 and 16; S-IDENT-01.
 *
 * @param user the new user
 * @param server the identity server's base URL
 * @param sid its name for the validation of the third-party id
 * @param clientSecret what proves that the validation is ours to use
 * @param createdTs ms since 1970
 */
public record IdentityBinding(
    UserId user, String server, String sid, String clientSecret, long createdTs) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "IdentityBinding[" + user + " at " + server + "]";
  }
}
