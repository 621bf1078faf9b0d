package org.matrixee.server.keys.rules;

import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** What something is refused with. */
public final class Refusals {
  private Refusals() {}

  public static ErrorCode refusal(Runnable work) {
    try {
      work.run();
    } catch (MatrixException refusal) {
      return refusal.code();
    }
    throw new AssertionError("not refused");
  }
}
