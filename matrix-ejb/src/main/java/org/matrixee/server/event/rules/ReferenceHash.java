package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import java.util.Set;
import org.matrixee.model.room.RoomVersionRules;

/**
 * The hash by which other events refer to an event; redaction does not change it.
 *
 * <p>Spec: server-server, "Calculating the reference hash for an event". 2014: federation-v1, 7.
 */
public final class ReferenceHash {
  private static final Set<String> OUTSIDE = Set.of("signatures", "unsigned");

  private ReferenceHash() {}

  /** SHA-256 over the stripped event, unpadded base64. */
  public static String of(JsonObject pdu, RoomVersionRules rules) {
    JsonObject stripped = Redactors.of(rules.redaction()).redactPdu(pdu);
    return Sha256.base64(CanonicalJson.writeWithout(stripped, OUTSIDE, rules.json()));
  }
}
