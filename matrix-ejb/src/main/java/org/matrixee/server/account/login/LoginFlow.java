package org.matrixee.server.account.login;

import java.util.List;

/**
 * A way to log in or to register: its stages' types, in order.
 *
 * @param stages at least one
 */
public record LoginFlow(List<String> stages) {
  /** Copies the list. */
  public LoginFlow {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a flow has at least one stage");
    }
  }

  /** The type of its first stage. */
  public String type() {
    return stages.get(0);
  }

  /** Whether it begins with these stages, and has more. */
  boolean goesOnAfter(List<String> done) {
    return stages.size() > done.size() && stages.subList(0, done.size()).equals(done);
  }
}
