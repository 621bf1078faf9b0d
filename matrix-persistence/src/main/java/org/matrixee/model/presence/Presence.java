package org.matrixee.model.presence;

import org.jspecify.annotations.Nullable;

/**
 * A user's presence.
 *
 * @param state the state
 * @param statusMsg what the user says about it; null if nothing
 * @param lastActive when the user last did something, ms since 1970; null if never
 */
public record Presence(PresenceState state, @Nullable String statusMsg, @Nullable Long lastActive) {
  /** Of an account that has never done anything. */
  public static final Presence NEVER = new Presence(PresenceState.OFFLINE, null, null);

  /** The same, with activity at least as late as the given time. */
  public Presence activeAt(long millis) {
    return lastActive != null && lastActive >= millis
        ? this
        : new Presence(state, statusMsg, millis);
  }

  /** Whether the user is to be reached at all. */
  public boolean isOffline() {
    return state == PresenceState.OFFLINE;
  }

  /** How long ago the user was active, in ms; null if never. Never less than 0. */
  public @Nullable Long lastActiveAgo(long nowMillis) {
    // A clock that was set back makes nobody active in the future.
    return lastActive == null ? null : Math.max(0, nowMillis - lastActive);
  }
}
