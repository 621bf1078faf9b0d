package org.matrixee.e2e;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every token that a server gave out in this run, and the tests' password. */
public final class Secrets {
  private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  private Secrets() {}

  /** Remembers one. */
  public static void add(String secret) {
    if (!secret.isEmpty()) {
      SEEN.add(secret);
    }
  }

  /** Those known so far. */
  public static List<String> all() {
    Secrets.add(Users.PASSWORD);
    return List.copyOf(SEEN);
  }
}
