package org.matrixee.server.presence.rules;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;

/**
 * The transitions of presence.
 *
 * <p>2014: presence-profile-voip, 1.1. Going to a higher level is activity, going to a lower one
 * never is; a choice that keeps the level is activity, since the user set the status.
 */
public final class PresenceStates {
  /** Who did something less than so many ms ago is active. */
  private static final long ACTIVE = 60_000;

  private PresenceStates() {}

  /**
   * The first event stream opened: none was open, and no grace time ran. Whatever the user was
   * before, the user is what the stream shows now; what the user says about it stays.
   *
   * @param shows online; of clients of today, which say it, unavailable as well
   */
  public static Presence arrived(Presence before, PresenceState shows, long now) {
    Presence after = new Presence(shows, before.statusMsg(), before.lastActive());
    return shows == PresenceState.ONLINE && shows.level() > before.state().level()
        ? after.activeAt(now)
        : after;
  }

  /**
   * All streams that are open show that the user is away. Who chose to be less than that stays so.
   *
   * <p>v1.19: client-server, {@code set_presence} of {@code GET /sync}.
   */
  public static Presence away(Presence before) {
    return before.state().level() > PresenceState.UNAVAILABLE.level()
        ? new Presence(PresenceState.UNAVAILABLE, before.statusMsg(), before.lastActive())
        : before;
  }

  /** The last event stream has been closed for the grace time. The status is kept for next time. */
  public static Presence gone(Presence before) {
    return new Presence(PresenceState.OFFLINE, before.statusMsg(), before.lastActive());
  }

  /**
   * The user chose a state.
   *
   * @param statusMsg null clears it
   */
  public static Presence chosen(
      Presence before, PresenceState state, @Nullable String statusMsg, long now) {
    Presence after = new Presence(state, statusMsg, before.lastActive());
    return state.level() >= before.state().level() ? after.activeAt(now) : after;
  }

  /** The user sent an event that is not state. */
  public static Presence active(Presence before, long now) {
    return before.activeAt(now);
  }

  /**
   * Whether a user is active now, so that others need not ask how long ago.
   *
   * <p>v1.19: client-server, "Last active ago": only of who is online.
   */
  public static boolean isActive(Presence presence, long now) {
    Long ago = presence.lastActiveAgo(now);
    return presence.state().level() >= PresenceState.ONLINE.level() && ago != null && ago < ACTIVE;
  }

  /** Whether others must be told at once: not of mere activity. */
  public static boolean isNews(Presence before, Presence after) {
    return before.state() != after.state()
        || !Objects.equals(before.statusMsg(), after.statusMsg());
  }
}
