package org.matrixee.e2e;

/** The server that most tests share: embedded database, open registration, no rate limits. */
public final class Servers {
  private Servers() {}

  private static final class Holder {
    static final MatrixServer SHARED = MatrixServer.start(ServerSettings.h2("shared"));
  }

  /** Starts it at the first call; it runs until this JVM ends. */
  public static MatrixServer shared() {
    return Holder.SHARED;
  }
}
