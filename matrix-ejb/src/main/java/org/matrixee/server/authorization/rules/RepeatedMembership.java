package org.matrixee.server.authorization.rules;

import org.matrixee.model.event.StateMap;

/** Stub. */
public final class RepeatedMembership {
  private RepeatedMembership() {}

  /**
   * Whether an allowed candidate would only say again what is so, and is to be answered without a
   * new event. Ask the authorizer first: a repetition that is not allowed is refused.
   *
   * @param state the state before it, at least the slots of {@link AuthSlots}
   */
  public static boolean isNoEffect(AuthCandidate candidate, StateMap state) {
    return false;
  }
}
