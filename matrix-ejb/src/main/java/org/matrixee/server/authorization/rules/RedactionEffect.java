package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.Event;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.PowerLevels;

/**
 * Whether an accepted redaction strips its target.
 *
 * <p>Spec: room version 3, "Handling redactions". Before, and in 2014, the rules that let the
 * redaction pass have decided that already.
 */
public final class RedactionEffect {
  private RedactionEffect() {}

  /**
   * Whether a redaction is to be applied; if not, neither is it shown.
   *
   * @param target the event that it names
   * @param levels the levels in the state before the redaction
   */
  public static boolean applies(
      AuthRules rules, Event redaction, Event target, PowerLevels levels) {
    if (!target.id().equals(redaction.redacts()) || !target.room().equals(redaction.room())) {
      return false;
    }
    boolean decided =
        !(rules instanceof AuthRules.EventGraph graph) || graph.has(AuthFeature.REDACTION_RULE);
    return decided
        || levels.of(redaction.sender()) >= levels.redact()
        || redaction.sender().server().equals(target.sender().server());
  }
}
