package org.matrixee.model.room;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user's relation to a room: {@code content.membership} of {@code m.room.member}. */
public enum Membership {
  /** Invited, not yet in. */
  INVITE,
  /** In the room. */
  JOIN,
  /** Left, or was removed. */
  LEAVE,
  /** Shut out. */
  BAN,
  /** Asked to be invited. */
  KNOCK;

  /** Reads the word of the specification; empty if it is none. */
  public static Optional<Membership> parse(@Nullable String word) {
    for (Membership membership : values()) {
      if (membership.word().equals(word)) {
        return Optional.of(membership);
      }
    }
    return Optional.empty();
  }

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
