package org.matrixee.server.event.rules;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.room.RoomVersionRules;

/**
 * Whether a key may have signed an event.
 *
 * <p>Spec: room version 5, "Signing key validity period"; server-server, "Validating hashes and
 * signatures on received events".
 */
public final class KeyValidity {
  private static final long MOST_MS = Duration.ofDays(7).toMillis();

  private KeyValidity() {}

  /**
   * Whether a signature with a key counts for an event.
   *
   * @param fetchedTs when the key was had from its server or a notary, ms since 1970: it is
   *     believed to be valid for seven days from then at most
   */
  public static boolean covers(
      PublishedKey key, long fetchedTs, long originServerTs, RoomVersionRules rules) {
    @Nullable Long retired = key.retiredTs();
    if (retired != null) {
      return originServerTs <= retired;
    }
    return !rules.signing().keyValidity()
        || originServerTs <= Math.min(key.validUntilTs(), fetchedTs + MOST_MS);
  }
}
