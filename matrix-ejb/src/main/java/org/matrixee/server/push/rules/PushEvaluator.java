package org.matrixee.server.push.rules;

import java.util.Optional;
import org.matrixee.model.event.Event;

/**
 * Finds the rule that says what is done on an event: the first that fits.
 *
 * <p>v1.19: client-server, "Push rules".
 */
public final class PushEvaluator {
  private PushEvaluator() {}

  /**
   * The first rule that is on and fits.
   *
   * @return empty if none does: then nothing is done
   */
  public static Optional<PushRule> find(PushRuleSet rules, Event event, PushRoom room) {
    for (PushRuleKind kind : PushRuleKind.values()) {
      for (PushRule rule : rules.of(kind)) {
        if (rule.enabled() && fits(kind, rule, event, room)) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(PushRuleKind kind, PushRule rule, Event event, PushRoom room) {
    String pattern = rule.pattern();
    return switch (kind) {
      case OVERRIDE, UNDERRIDE -> PushConditions.hold(rule.conditions(), event, room);
      case CONTENT -> pattern != null && PushConditions.bodyHas(pattern, event);
      case ROOM -> rule.id().equals(event.room().value());
      case SENDER -> rule.id().equals(event.sender().value());
    };
  }
}
