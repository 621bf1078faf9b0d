package org.matrixee.server.authorization.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A numbered list of rules, under a condition: the first rule that decides counts.
 *
 * @param when under which condition the list applies
 * @param rules the rules, in the order of the specification; the first has number 1
 */
record RuleList(Predicate<AuthQuestion> when, List<AuthRule> rules) implements AuthRule {
  /** Copies the list. */
  RuleList {
    rules = List.copyOf(rules);
  }

  /** A list that applies always. */
  static RuleList of(List<AuthRule> rules) {
    return new RuleList(question -> true, rules);
  }

  /** A list under a condition. */
  static RuleList when(Predicate<AuthQuestion> when, AuthRule... rules) {
    return new RuleList(when, List.of(rules));
  }

  @Override
  public @Nullable Ruling judge(AuthQuestion question) {
    if (!when.test(question)) {
      return null;
    }
    for (int i = 0; i < rules.size(); i++) {
      Ruling ruling = rules.get(i).judge(question);
      if (ruling != null) {
        return ruling.within(i + 1);
      }
    }
    return null;
  }

  @Override
  public void describe(String number, Consumer<NumberedRule> to) {
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).describe(number.isEmpty() ? "" + (i + 1) : number + "." + (i + 1), to);
    }
  }

  /** All rules that can decide, in their order. */
  List<NumberedRule> numbers() {
    List<NumberedRule> all = new ArrayList<>();
    describe("", all::add);
    return all;
  }
}
