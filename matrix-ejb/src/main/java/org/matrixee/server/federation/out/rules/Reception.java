package org.matrixee.server.federation.out.rules;

/** What a server's answer to a transaction means for it. */
public enum Reception {
  /** It has the transaction, whatever it thinks of single events. */
  TAKEN,
  /** It cannot read this transaction, and will not the next time: something in it must be wrong. */
  REFUSED,
  /** It cannot or does not want to now. */
  FAILED;

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int UNPROCESSABLE = 422;

  /**
   * By the HTTP status. What stands in the body of a success is not asked: old servers send null.
   */
  public static Reception of(int status) {
    if (status / 100 == 2) {
      return TAKEN;
    }
    return switch (status) {
      case BAD_REQUEST, TOO_LARGE, UNPROCESSABLE -> REFUSED;
      default -> FAILED;
    };
  }
}
