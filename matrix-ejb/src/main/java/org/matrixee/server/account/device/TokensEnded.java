package org.matrixee.server.account.device;

import java.util.List;

/**
 * Access tokens are not good any more; fired in the transaction that ends them.
 *
 * @param hashes what they are kept by
 */
public record TokensEnded(List<String> hashes) {
  /** Copies the list. */
  public TokensEnded {
    hashes = List.copyOf(hashes);
  }
}
