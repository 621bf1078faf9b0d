package org.matrixee.server.state.rules;

import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.StateResolution;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;
import org.matrixee.server.authorization.rules.RoomAuthorizer;

/** The resolver of each kind of state resolution. */
public final class StateResolvers {
  private StateResolvers() {}

  /**
   * The resolver that a room version's rules ask for.
   *
   * @param authorizer that of the same version
   */
  public static StateResolver of(RoomVersionRules rules, RoomAuthorizer authorizer) {
    StateResolution resolution = rules.stateResolution();
    if (resolution instanceof StateResolution.PrevStateTree) {
      return new PrevStateTreeResolver();
    }
    if (resolution instanceof StateResolution.V1) {
      return new ResolverV1(authorizer);
    }
    if (resolution instanceof StateResolution.V2 kind) {
      return new ResolverV2(kind, authorizer, PowerLevelsReaders.of(rules.auth()));
    }
    throw new AssertionError(resolution);
  }
}
