package org.matrixee.e2e;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Accounts and names for tests, unique in every run. */
public final class Users {
  /** The password of every account of the tests. */
  public static final String PASSWORD = "correct horse battery staple";

  private static final AtomicInteger COUNTER = new AtomicInteger();
  private static final String RUN = Integer.toString(new Random().nextInt(36 * 36 * 36), 36);

  private Users() {}

  /** A name that no other test uses, in lower case. */
  public static String name(String hint) {
    return hint + "-" + RUN + "-" + COUNTER.incrementAndGet();
  }

  /** Registers a new account at the shared server. */
  public static Client fresh(String hint) {
    return Client.register(Servers.shared().url(), name(hint), PASSWORD);
  }

  /** A client of the shared server without a token. */
  public static Client nobody() {
    return Client.nobody(Servers.shared().url());
  }

  /** A new alias of the shared server. */
  public static String alias(String hint) {
    return "#" + name(hint) + ":" + Servers.shared().name();
  }
}
