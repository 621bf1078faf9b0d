package org.matrixee.server.identity;

import java.net.URI;

/**
 * What lets us ask an identity server about a validation.
 *
 * @param server the base URL, one of the trust list
 * @param sid the server's name for the validation
 * @param clientSecret the secret that the client began it with
 */
public record IdentityCredential(URI server, String sid, String clientSecret) {
  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "IdentityCredential[" + server + "]";
  }
}
