package org.matrixee.server.authorization.rules;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.StateMap;

/** Stub. */
public final class RequiredLevelStamp {
  private RequiredLevelStamp() {}

  /**
   * The level to write into a new event of this server; null if none.
   *
   * @param state the state before it, at least the slots of {@link AuthSlots}
   */
  public static @Nullable Long of(EventDraft draft, StateMap state) {
    return null;
  }

  /**
   * The level that counts for an event of another server.
   *
   * @param sent the level in the event; null if none
   * @param senderLevel the sender's level in the state before the event
   */
  public static @Nullable Long capped(@Nullable Long sent, long senderLevel) {
    return sent == null ? null : Long.valueOf(Math.min(sent, senderLevel));
  }
}
