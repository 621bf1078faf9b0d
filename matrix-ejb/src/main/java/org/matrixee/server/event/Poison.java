package org.matrixee.server.event;

import java.sql.SQLException;
import java.util.NoSuchElementException;
import org.matrixee.store.StaleWriteException;

/**
 * Failures that one command brings about wherever and whenever it runs: if it came again, it would
 * fail again, and so would all that its sender sends with it.
 *
 * <p>What may be the fault of the database or of the moment is none. 2014: federation-v1, 2.2, step
 * 5.
 */
final class Poison {
  /** The values are such that the database cannot hold them: SQL:2016, classes of SQLSTATE. */
  private static final String DATA = "22";

  private static final String CONSTRAINT = "23";
  private static final String LIMIT = "54";

  /** Somebody else may have written the same at this moment. */
  private static final String NOT_UNIQUE = "23505";

  private Poison() {}

  /** Whether a command that failed so, alone and with everything read anew, is never to be done. */
  static boolean is(Throwable failure) {
    boolean poison = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StaleWriteException
          || (cause instanceof SQLException sql && !isOfData(sql.getSQLState()))) {
        return false;
      }
      poison |= cause instanceof SQLException || isMistake(cause);
    }
    return poison;
  }

  private static boolean isOfData(String state) {
    return state != null
        && (state.startsWith(DATA) || state.startsWith(CONSTRAINT) || state.startsWith(LIMIT))
        && !state.equals(NOT_UNIQUE);
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
