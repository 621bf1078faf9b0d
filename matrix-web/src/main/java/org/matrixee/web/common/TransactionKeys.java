package org.matrixee.web.common;

import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;

/**
 * Makes the keys of idempotent requests.
 *
 * <p>2014: client-api-v1, 1.3. Both base paths, and every way to percent-encode a path, give the
 * same key.
 */
public final class TransactionKeys {
  private TransactionKeys() {}

  /** The key of a request, from the decoded segments of its path without the id. */
  public static TransactionKey of(Requester requester, Segment transaction, Object... path) {
    StringBuilder joined = new StringBuilder(96);
    for (Object segment : path) {
      joined.append('/').append(segment);
    }
    return new TransactionKey(requester.tokenNid(), joined.toString(), transaction.value());
  }
}
