package org.matrixee.server.authorization.rules;

import jakarta.json.JsonString;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.room.Verdict;

/** The first event of a room, and the only one of its type. */
final class CreateRule2014 {
  private CreateRule2014() {}

  /**
   * Checks {@code m.room.create}: it may only be the first event of all.
   *
   * <p>2014: authorization-v1, A4 and C12. That the creator is the sender is ours: else a user
   * could give level 100 to somebody who knows nothing of it.
   */
  static Verdict check(AuthCandidate create, StateMap before) {
    if (!before.entries().isEmpty()) {
      return Verdict.denied("create.exists", "A room is created once; nothing can change that.");
    }
    if (!"".equals(create.stateKey())) {
      return Verdict.denied("create.state-key", "m.room.create must have an empty state key.");
    }
    if (!(create.content().get("creator") instanceof JsonString creator)
        || !creator.getString().equals(create.sender().value())) {
      return Verdict.denied("create.creator", "The creator of a room must be who sends it.");
    }
    return Verdict.allowed();
  }
}
