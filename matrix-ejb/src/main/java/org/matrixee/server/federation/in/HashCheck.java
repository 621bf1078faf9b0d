package org.matrixee.server.federation.in;

import jakarta.json.JsonObject;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersionRules;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.ContentHash;
import org.matrixee.server.event.rules.PduCodecs;
import org.matrixee.server.event.rules.Redactors;
import org.matrixee.server.event.rules.ReferenceHash;
import org.matrixee.server.event.rules.SignedPdu;

/**
 * Step c: of a PDU whose content is not the one that was hashed, only the stripped form goes on,
 * which is what the signature covers.
 *
 * <p>2014: federation-v1, 7.
 */
final class HashCheck {
  private static final RoomVersionRules RULES = RoomVersions.get(RoomVersion.V2014);

  private HashCheck() {}

  /** The event as it may be kept. */
  static SignedPdu keep(Event event) {
    return signed(ContentHash.matches(event.pdu(), RULES) ? event : stripped(event));
  }

  /** The same event without its content. */
  static SignedPdu strip(SignedPdu pdu) {
    return signed(stripped(pdu.event()));
  }

  private static SignedPdu signed(Event kept) {
    String reference = ReferenceHash.of(kept.pdu(), RULES);
    return new SignedPdu(
        kept,
        JsonText.ofOwned(CanonicalJson.write(kept.pdu())),
        new EventReference(kept.id(), reference));
  }

  private static Event stripped(Event event) {
    JsonObject pdu = Redactors.of(RULES.redaction()).redactPdu(event.pdu());
    return PduCodecs.of(RULES).decode(pdu);
  }
}
