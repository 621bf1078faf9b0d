package org.matrixee.server.event;

import java.util.NoSuchElementException;
import org.matrixee.store.SqlFault;
import org.matrixee.store.StaleWriteException;

/**
 * Failures that one command brings about wherever and whenever it runs: if it came again, it would
 * fail again, and so would all that its sender sends with it.
 *
 * <p>What may be the fault of the database or of the moment is none. 2014: federation-v1, 2.2, step
 * 5.
 */
final class Poison {
  private Poison() {}

  /** Whether a command that failed so, alone and with everything read anew, is never to be done. */
  static boolean is(Throwable failure) {
    boolean poison = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      SqlFault fault = SqlFault.of(cause);
      if (cause instanceof StaleWriteException || fault == SqlFault.MOMENT) {
        return false;
      }
      poison |= fault == SqlFault.VALUES || isMistake(cause);
    }
    return poison;
  }

  /** Nobody throws these on purpose because something is not there today. */
  private static boolean isMistake(Throwable cause) {
    return cause instanceof NullPointerException
        || cause instanceof IllegalArgumentException
        || cause instanceof ClassCastException
        || cause instanceof IndexOutOfBoundsException
        || cause instanceof ArithmeticException
        || cause instanceof NoSuchElementException;
  }
}
