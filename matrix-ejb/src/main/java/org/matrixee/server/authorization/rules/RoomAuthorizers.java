package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.AuthRules;

/** The authorizer of each kind of authorization rules. */
public final class RoomAuthorizers {
  private RoomAuthorizers() {}

  /**
   * The authorizer that a room version's rules ask for.
   *
   * @param options what the operator may choose; for rooms of 2014 only
   * @param signatures checks the signatures of identity servers; for other rooms only
   */
  public static RoomAuthorizer of(
      AuthRules rules, AuthOptions options, InviteSignatures signatures) {
    if (rules instanceof AuthRules.Levels2014) {
      return new Levels2014Authorizer(options);
    }
    if (rules instanceof AuthRules.EventGraph graph) {
      return new EventGraphAuthorizer(graph, signatures);
    }
    throw new AssertionError(rules);
  }
}
