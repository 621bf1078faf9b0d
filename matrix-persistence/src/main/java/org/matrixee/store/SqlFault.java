package org.matrixee.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why the database did not do something. SQL:2016, classes of SQLSTATE. */
public enum SqlFault {
  /** The values are such that the database cannot hold them: it will never take them. */
  VALUES,
  /** Anything else: it may be done the next time. */
  MOMENT;

  private static final String DATA = "22";
  private static final String CONSTRAINT = "23";
  private static final String LIMIT = "54";

  /** Somebody else may have written the same at this moment. */
  private static final String NOT_UNIQUE = "23505";

  /** What kind of failure this is, whatever caused it; null if it is none of the database. */
  public static @Nullable SqlFault of(Throwable failure) {
    if (!(failure instanceof SQLException sql)) {
      return null;
    }
    String state = sql.getSQLState();
    return state != null && isOfValues(state) ? VALUES : MOMENT;
  }

  private static boolean isOfValues(String state) {
    return (state.startsWith(DATA) || state.startsWith(CONSTRAINT) || state.startsWith(LIMIT))
        && !state.equals(NOT_UNIQUE);
  }
}
