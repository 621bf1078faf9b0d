package org.matrixee.server.push.rules;

import java.util.Locale;
import java.util.Optional;

/**
 * Kinds of push rules, in the order in which they are asked.
 *
 * <p>v1.19: client-server, "Push rules".
 */
public enum PushRuleKind {
  /** Asked before all others, by conditions. */
  OVERRIDE,
  /** By what the body of a message has in it. */
  CONTENT,
  /** By the room: the rule's ID is the room's. */
  ROOM,
  /** By who sent it: the rule's ID is the user's. */
  SENDER,
  /** Asked after all others, by conditions. */
  UNDERRIDE;

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a word; empty if there is none. */
  public static Optional<PushRuleKind> parse(String word) {
    for (PushRuleKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  boolean hasConditions() {
    return this == OVERRIDE || this == UNDERRIDE;
  }
}
