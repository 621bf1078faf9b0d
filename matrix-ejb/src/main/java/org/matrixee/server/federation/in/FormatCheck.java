package org.matrixee.server.federation.in;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.CanonicalJson;
import org.matrixee.server.event.rules.PduCodecs;

/**
 * Step a: a PDU is what its room's version says, and not too large.
 *
 * <p>2014: federation-v1, 3.
 */
final class FormatCheck {
  /** The greatest size of an event, as for those of our own users. */
  private static final int MAX_BYTES = 65_536;

  private static final String AGE = "age";

  /** Notes of a server for itself, outside hash and signature: they are not ours to keep. */
  private static final Set<String> NOTES =
      Set.of(Event.UNSIGNED, AGE, Event.AGE_TS, "outlier", "destinations");

  private static final JsonProvider JSON = JsonProvider.provider();

  private FormatCheck() {}

  /**
   * Reads a PDU.
   *
   * @param nowTs when it came, ms since 1970
   * @throws MatrixException with a sentence that says what is wrong
   */
  static Event read(JsonObject pdu, long nowTs) {
    // The only version that PDUs of this form belong to.
    Event event =
        PduCodecs.of(RoomVersions.get(RoomVersion.V2014)).decode(withOwnNotes(pdu, nowTs));
    if (CanonicalJson.writeWithout(event.pdu(), Set.of(Event.UNSIGNED)).length > MAX_BYTES) {
      throw bad("A PDU may be " + MAX_BYTES + " bytes long at most.");
    }
    Set<EventId> prev = new HashSet<>();
    for (EventReference reference : event.prevEvents()) {
      if (reference.id().equals(event.id())) {
        throw bad("An event cannot be its own predecessor.");
      }
      if (!prev.add(reference.id())) {
        throw bad("prev_pdus names an event twice.");
      }
    }
    if (event.id().equals(event.prevState()) || event.id().equals(event.redacts())) {
      throw bad("An event cannot replace or redact itself.");
    }
    return event;
  }

  /** Without the sender's notes; its age becomes a time of our clock (federation-v1, 2.2). */
  private static JsonObject withOwnNotes(JsonObject pdu, long nowTs) {
    if (NOTES.stream().noneMatch(pdu::containsKey)) {
      return pdu;
    }
    JsonObjectBuilder kept = JSON.createObjectBuilder(pdu);
    NOTES.forEach(kept::remove);
    OptionalLong age = age(pdu);
    if (age.isPresent() && age.getAsLong() >= 0 && age.getAsLong() <= nowTs) {
      kept.add(
          Event.UNSIGNED,
          JSON.createObjectBuilder().add(Event.AGE_TS, nowTs - age.getAsLong()).build());
    }
    return kept.build();
  }

  /** Beside the other keys as in the text, or among the notes as from 17 October 2014 on. */
  private static OptionalLong age(JsonObject pdu) {
    JsonValue said =
        pdu.get(Event.UNSIGNED) instanceof JsonObject notes && notes.containsKey(AGE)
            ? notes.get(AGE)
            : pdu.get(AGE);
    return said instanceof JsonNumber age
            && age.isIntegral()
            && age.bigIntegerValue().bitLength() < Long.SIZE
        ? OptionalLong.of(age.longValue())
        : OptionalLong.empty();
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }
}
