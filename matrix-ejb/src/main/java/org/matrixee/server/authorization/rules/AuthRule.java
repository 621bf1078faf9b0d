package org.matrixee.server.authorization.rules;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.room.Verdict;

/**
 * A line of the authorization rules. It decides, or leaves the decision to the lines after it.
 *
 * <p>The rules of a room version are a {@link RuleList} of such lines, nested like the numbered
 * list of the specification; so a rule's number is its place.
 */
interface AuthRule {
  /** What this rule says; null if it does not decide. */
  @Nullable Ruling judge(AuthQuestion question);

  /** Names all rules that can decide, with their numbers. */
  void describe(String number, Consumer<NumberedRule> to);

  /** "If ..., reject." */
  static AuthRule reject(String name, Predicate<AuthQuestion> when, String reason) {
    return new Single(name, when, Verdict.denied(name, reason));
  }

  /** "If ..., allow." */
  static AuthRule allow(String name, Predicate<AuthQuestion> when) {
    return new Single(name, when, Verdict.allowed());
  }

  /** "Otherwise, reject." */
  static AuthRule otherwiseReject(String name, String reason) {
    return reject(name, question -> true, reason);
  }

  /** "Otherwise, allow." */
  static AuthRule otherwiseAllow(String name) {
    return allow(name, question -> true);
  }

  /** "If ..., allow if and only if ...". */
  static AuthRule either(
      String name, Predicate<AuthQuestion> when, Predicate<AuthQuestion> allowedIf, String reason) {
    return new Either(name, when, allowedIf, Verdict.denied(name, reason));
  }

  /**
   * A rule and its number.
   *
   * @param number its number in the specification
   * @param name our name
   */
  record NumberedRule(String number, String name) {
    @Override
    public String toString() {
      return number + " " + name;
    }
  }

  /** A rule that decides if something is so. */
  record Single(String name, Predicate<AuthQuestion> when, Verdict verdict) implements AuthRule {
    @Override
    public @Nullable Ruling judge(AuthQuestion question) {
      return when.test(question) ? new Ruling("", name, verdict) : null;
    }

    @Override
    public void describe(String number, Consumer<NumberedRule> to) {
      to.accept(new NumberedRule(number, name));
    }
  }

  /** A rule that decides one way or the other if something is so. */
  record Either(
      String name,
      Predicate<AuthQuestion> when,
      Predicate<AuthQuestion> allowedIf,
      Verdict otherwise)
      implements AuthRule {
    @Override
    public @Nullable Ruling judge(AuthQuestion question) {
      return when.test(question)
          ? new Ruling("", name, allowedIf.test(question) ? Verdict.allowed() : otherwise)
          : null;
    }

    @Override
    public void describe(String number, Consumer<NumberedRule> to) {
      to.accept(new NumberedRule(number, name));
    }
  }
}
