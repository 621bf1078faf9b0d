package org.matrixee.model.device;

import java.util.Locale;
import java.util.Optional;

/**
 * What a cross-signing key is for.
 *
 * <p>v1.19: Client-Server API, "Cross-signing".
 */
public enum KeyUsage {
  /** It stands for the user, and signs the other two. */
  MASTER,
  /** It signs the user's own devices. */
  SELF_SIGNING,
  /** It signs other users' master keys; only its owner sees it. */
  USER_SIGNING;

  /** The word of the specification. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The usage of a word; empty if it is none. */
  public static Optional<KeyUsage> parse(String word) {
    for (KeyUsage usage : values()) {
      if (usage.word().equals(word)) {
        return Optional.of(usage);
      }
    }
    return Optional.empty();
  }
}
