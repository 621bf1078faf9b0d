package org.matrixee.server.authorization.rules;

import org.matrixee.model.room.AuthRules;

/** The authorizer of each kind of authorization rules. */
public final class RoomAuthorizers {
  private RoomAuthorizers() {}

  /** The authorizer that a room version's rules ask for. */
  public static RoomAuthorizer of(AuthRules rules, AuthOptions options) {
    if (rules instanceof AuthRules.Levels2014) {
      return new Levels2014Authorizer(options);
    }
    // No room version that this server knows names other rules yet.
    throw new AssertionError(rules);
  }
}
