package org.matrixee.model.room;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may join: {@code join_rule} of {@code m.room.join_rules}. */
public enum JoinRule {
  /** Anyone. */
  PUBLIC,
  /** Whoever is invited. */
  INVITE,
  /** Whoever is invited; others may ask. */
  KNOCK,
  /** Nobody from outside. */
  PRIVATE,
  /** Members of other rooms (room version 8). */
  RESTRICTED,
  /** Members of other rooms, others may ask (room version 10). */
  KNOCK_RESTRICTED;

  /** Reads the word of the specification; empty if it is none. */
  public static Optional<JoinRule> parse(@Nullable String word) {
    for (JoinRule rule : values()) {
      if (rule.word().equals(word)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
