package org.matrixee.server.state.rules;

import org.matrixee.model.room.StateResolution;

/** The resolver of each kind of state resolution. */
public final class StateResolvers {
  private StateResolvers() {}

  /** The resolver that a room version's rules ask for. */
  public static StateResolver of(StateResolution resolution) {
    if (resolution instanceof StateResolution.PrevStateTree) {
      return new PrevStateTreeResolver();
    }
    // No room version that this server knows names another one yet.
    throw new AssertionError(resolution);
  }
}
