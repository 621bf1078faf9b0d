package org.matrixee.store;

/**
 * The database is not as it was supposed to be when something was written: a room has moved on, or
 * a request was done already. The running transaction must be rolled back; to try again, read
 * first.
 */
public final class StaleWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** It is ordinary control flow: without a stack trace. */
  public StaleWriteException() {
    super("The database has changed since it was read.", null, false, false);
  }
}
