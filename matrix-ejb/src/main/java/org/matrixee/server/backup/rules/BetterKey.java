package org.matrixee.server.backup.rules;

import org.matrixee.model.backup.KeyQuality;

/**
 * Which of two keys of a session is kept.
 *
 * <p>v1.19: Client-Server API, "Server-side key backups".
 */
public final class BetterKey {
  private BetterKey() {}

  /** Whether a key takes the place of the one that is there; of two alike the first one stays. */
  public static boolean isBetter(KeyQuality key, KeyQuality held) {
    if (key.verified() != held.verified()) {
      return key.verified();
    }
    if (key.firstMessageIndex() != held.firstMessageIndex()) {
      return key.firstMessageIndex() < held.firstMessageIndex();
    }
    return key.forwardedCount() < held.forwardedCount();
  }
}
