package org.matrixee.model.presence;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's presence, from the lowest level to the highest.
 *
 * <p>2014: presence-profile-voip, 1. {@code hidden} is not here: the server of the time did not
 * implement it, and it may not be set.
 */
public enum PresenceState {
  /** No event stream is open. */
  OFFLINE(0),
  /** Not to be reached now. */
  UNAVAILABLE(1),
  /** The default while an event stream is open. */
  ONLINE(2),
  /** More willing than usual. */
  FREE_FOR_CHAT(3);

  private final int level;

  PresenceState(int level) {
    this.level = level;
  }

  /** Reads the word of the specification; empty if it is none that may be set. */
  public static Optional<PresenceState> parse(@Nullable String word) {
    for (PresenceState state : values()) {
      if (state.word().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** The state of a level, as stored. */
  public static PresenceState ofLevel(int level) {
    for (PresenceState state : values()) {
      if (state.level == level) {
        return state;
      }
    }
    throw new IllegalArgumentException("there is no presence of level " + level);
  }

  /** How high it is: activity is what does not lower it. */
  public int level() {
    return level;
  }

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
