package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.Verdict;

/** The list of a server's aliases of a room, which the server itself keeps. */
final class AliasesRule2014 {
  private AliasesRule2014() {}

  /**
   * Checks {@code m.room.aliases}. A server speaks for its own aliases only, and in the name of a
   * user in the room: else whoever knows a room's ID could write into it. Levels do not matter.
   *
   * <p>2014: authorization-v1, A5 and C11; federation-v1, 3.1, step 2.
   */
  static Verdict check(Situation2014 situation) {
    AuthCandidate aliases = situation.candidate();
    if (!aliases.byServer()) {
      return Verdict.denied(
          "aliases.by-client", "Aliases are changed in the directory, not as state.");
    }
    if (!aliases.sender().server().value().equalsIgnoreCase(aliases.stateKey())) {
      return Verdict.denied("aliases.other-server", "A server can only list its own aliases.");
    }
    return situation.checkSenderJoined();
  }
}
