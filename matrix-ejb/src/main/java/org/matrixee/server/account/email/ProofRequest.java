package org.matrixee.server.account.email;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProofPurpose;

/**
 * A mail that a client asks for.
 *
 * <p>v1.19: Client-Server API, {@code POST /register/email/requestToken}.
 *
 * @param secret the client's own name for the attempt to prove the address
 * @param attempt the client's number of the mail: one that was seen sends no other
 * @param nextLink where the client wants the browser to go then; null if nowhere
 * @param inVain whether the address cannot be used, which its owner alone is told
 */
public record ProofRequest(
    EmailProofPurpose purpose,
    EmailAddress address,
    String secret,
    long attempt,
    @Nullable String nextLink,
    boolean inVain) {

  /** Leaves address and secret out. */
  @Override
  public String toString() {
    return "ProofRequest[" + purpose + "]";
  }
}
