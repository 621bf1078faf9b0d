package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Verdict;

/** Stub. */
final class Levels2014Authorizer implements RoomAuthorizer {
  private final AuthOptions options;

  Levels2014Authorizer(AuthOptions options) {
    this.options = options;
  }

  @Override
  public Verdict check(AuthCandidate candidate, StateMap state) {
    return Verdict.allowed();
  }

  @Override
  public Verdict checkJoined(UserId user, StateMap state) {
    return Verdict.allowed();
  }
}
