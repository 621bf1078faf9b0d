package org.matrixee.model.account;

import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that somebody proves to own, by following a link in a mail.
 *
 * <p>v1.19: Client-Server API, {@code POST /register/email/requestToken}.
 *
 * @param sid what the client calls it; random, told to the client only
 * @param secretHash lower-case hex of the SHA-256 of the client's secret
 * @param attempt the client's number of the last mail: only a higher one makes another mail
 * @param tokenHash of the secret in the last mail's link; null if that has no link
 * @param nextLink where the client wants the browser to go then; null if nowhere
 * @param validatedTs ms since 1970; null as long as nobody has followed the link
 * @param expiresTs ms since 1970; from then on it is as if it had never been
 */
public record EmailProof(
    String sid,
    EmailProofPurpose purpose,
    EmailAddress address,
    String secretHash,
    long attempt,
    @Nullable String tokenHash,
    @Nullable String nextLink,
    @Nullable Long validatedTs,
    long expiresTs) {

  /** Leaves address and secrets out. */
  @Override
  public String toString() {
    return "EmailProof[" + purpose + " attempt " + attempt + "]";
  }
}
