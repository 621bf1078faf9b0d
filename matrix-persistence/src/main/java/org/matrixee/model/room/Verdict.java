package org.matrixee.model.room;

/** The outcome of a check. A denial is an answer, not an exception. */
public sealed interface Verdict {
  /** Yes. */
  static Verdict allowed() {
    return new Allowed();
  }

  /** A denial. */
  static Verdict denied(String rule, String reason) {
    return new Denied(rule, reason);
  }

  /** Whether the answer is yes. */
  default boolean isAllowed() {
    return this instanceof Allowed;
  }

  /** Yes. */
  record Allowed() implements Verdict {}

  /**
   * No.
   *
   * @param rule the stable name of the rule, for tests and logs
   * @param reason a sentence for the caller
   */
  record Denied(String rule, String reason) implements Verdict {}
}
