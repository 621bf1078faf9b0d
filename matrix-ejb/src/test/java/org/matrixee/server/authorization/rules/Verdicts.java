package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.fixtures.StateBuilder;
import org.matrixee.server.fixtures.Texts;

/** Short questions to the authorizer of 2014. */
final class Verdicts {
  /** What {@link #of} says of what is allowed. */
  static final String OK = "ok";

  private Verdicts() {}

  /** {@link #OK}, or the name of the rule that denies. */
  static String of(EventDraft draft, StateMap state, AuthOptions options) {
    Verdict verdict = RoomRules.of(RoomVersion.V2014).authorizer(options).check(draft, state);
    if (verdict instanceof Verdict.Denied denied) {
      assertThat(denied.reason()).as("a plain sentence").endsWith(".");
      return denied.rule();
    }
    return OK;
  }

  static String of(EventDraft draft, StateBuilder state) {
    return of(draft, state.build(), AuthOptions.STRICT);
  }

  static EventDraft state(UserId sender, String type, String key, String content) {
    return EventDraft.state(sender, type, key, Texts.object(content));
  }

  static EventDraft byServer(UserId sender, String type, String key, String content) {
    return new EventDraft(type, key, sender, Texts.object(content), null, null, true);
  }
}
