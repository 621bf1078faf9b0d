package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Set;
import org.matrixee.model.room.PduFormat;
import org.matrixee.model.room.RoomVersionRules;

/**
 * The hash over a whole event, carried by the event itself.
 *
 * <p>Spec: server-server, "Calculating the content hash for an event". 2014: federation-v1, 7.
 */
public final class ContentHash {
  private static final Set<String> OUTSIDE = Set.of("hashes", "signatures", "unsigned");

  /** Notes that servers of 2014 made for themselves and let slip on the wire. */
  private static final Set<String> OUTSIDE_2014 =
      Set.of("hashes", "signatures", "unsigned", "age", "age_ts", "outlier", "destinations");

  private ContentHash() {}

  /** SHA-256 over the event, unpadded base64. */
  public static String of(JsonObject pdu, RoomVersionRules rules) {
    Set<String> outside = rules.pduFormat() == PduFormat.PAIRS_2014 ? OUTSIDE_2014 : OUTSIDE;
    return Sha256.base64(CanonicalJson.writeWithout(pdu, outside, rules.json()));
  }

  /**
   * Whether the event carries its own hash. If it does not, only its stripped form is to be kept.
   */
  public static boolean matches(JsonObject pdu, RoomVersionRules rules) {
    return pdu.get("hashes") instanceof JsonObject hashes
        && hashes.get("sha256") instanceof JsonString said
        && unpadded(said.getString()).equals(of(pdu, rules));
  }

  /** Decoders of base64 take padding or leave it. */
  private static String unpadded(String base64) {
    int end = base64.length();
    while (end > 0 && base64.charAt(end - 1) == '=') {
      end--;
    }
    return base64.substring(0, end);
  }
}
