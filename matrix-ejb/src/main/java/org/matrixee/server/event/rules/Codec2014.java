package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * The PDU of October 2014.
 *
 * <ul>
 *   <li>An event's ID is {@code pdu_id@origin}; {@code origin} cannot hold an {@code @}, so the
 *       last one parts them.
 *   <li>The time is written twice, as {@code ts} (the specification of 6 October) and as {@code
 *       origin_server_ts} (servers after 17 October), so that peers of both kinds can read it.
 *       Either is read; if both are there they must agree. Both are under hash and signature.
 *   <li>An entry of {@code prev_pdus} is written {@code [origin, pdu_id, {"sha256": hash}]}, the
 *       specification's order, and read in that order and in the reversed one of the servers of the
 *       time, see {@link Codec2014Reference}.
 *   <li>{@code power_level} is what the sender's server claims; it is written for state events and
 *       never believed.
 * </ul>
 *
 * <p>2014: federation-v1, section 3.
 */
final class Codec2014 implements PduCodec {
  /** Longest type and state key, as in every later room version. */
  private static final int MAX_TEXT = 255;

  /** No honest server refers to more; a limit keeps a hostile one from filling the edge table. */
  private static final int MAX_PREV_PDUS = 100;

  private static final int MAX_HASHES = 16;
  private static final int MAX_HASH = 255;

  private static EventId eventId(ServerName origin, String localId) {
    return new EventId(localId + "@" + origin.value());
  }

  /** The ID is in the PDU. */
  @Override
  public Event decode(JsonObject pdu, EventId id) {
    return decode(pdu);
  }

  @Override
  public Event decode(JsonObject pdu) {
    PduFields fields = new PduFields(pdu);
    ServerName origin = new ServerName(fields.string("origin"));
    UserId sender = new UserId(fields.string("user_id"));
    if (!sender.server().value().equalsIgnoreCase(origin.value())) {
      throw PduFields.bad("user_id must be a user of the server in origin.");
    }
    checkHashes(fields);
    return new Event(
        eventId(origin, localId(fields)),
        new RoomId(fields.string("context")),
        limited("pdu_type", fields.string("pdu_type")),
        stateKey(fields),
        sender,
        origin,
        time(fields),
        depth(fields),
        prevPdus(fields, origin),
        List.of(),
        prevState(fields),
        redacts(fields),
        fields.findInteger("required_power_level"),
        fields.object("content"),
        pdu);
  }

  private static String localId(PduFields fields) {
    String localId = fields.string("pdu_id");
    if (localId.isEmpty()) {
      throw PduFields.bad("pdu_id must not be empty.");
    }
    return localId;
  }

  private static String limited(String key, String value) {
    if (value.length() > MAX_TEXT) {
      throw PduFields.bad(key + " must not be longer than " + MAX_TEXT + " characters.");
    }
    return value;
  }

  private static @Nullable String stateKey(PduFields fields) {
    String key = fields.findString("state_key");
    // Servers of the time left is_state out of some events; the state key then tells.
    boolean isState = fields.has("is_state") ? fields.bool("is_state") : key != null;
    if (!isState) {
      return null;
    }
    if (key == null) {
      throw PduFields.bad("The PDU is state and lacks state_key.");
    }
    return limited("state_key", key);
  }

  private static long time(PduFields fields) {
    Long ts = fields.findInteger("ts");
    Long originServerTs = fields.findInteger("origin_server_ts");
    if (ts == null && originServerTs == null) {
      throw PduFields.bad("The PDU lacks ts and origin_server_ts.");
    }
    if (ts != null && originServerTs != null && !ts.equals(originServerTs)) {
      throw PduFields.bad("ts and origin_server_ts must not differ.");
    }
    return originServerTs != null ? originServerTs : fields.integer("ts");
  }

  private static long depth(PduFields fields) {
    long depth = fields.integer("depth");
    if (depth < 0) {
      throw PduFields.bad("depth must not be negative.");
    }
    return depth;
  }

  private static List<EventReference> prevPdus(PduFields fields, ServerName origin) {
    JsonArray array = fields.array("prev_pdus");
    if (array.size() > MAX_PREV_PDUS) {
      throw PduFields.bad("prev_pdus must not hold more than " + MAX_PREV_PDUS + " entries.");
    }
    List<EventReference> prev = new ArrayList<>(array.size());
    for (JsonValue entry : array) {
      prev.add(Codec2014Reference.read(entry, origin));
    }
    return prev;
  }

  private static @Nullable EventId prevState(PduFields fields) {
    String localId = fields.findString("prev_state_id");
    String origin = fields.findString("prev_state_origin");
    if (localId == null && origin == null) {
      return null;
    }
    if (localId == null || localId.isEmpty() || origin == null) {
      throw PduFields.bad("prev_state_id and prev_state_origin must come together.");
    }
    return eventId(new ServerName(origin), localId);
  }

  private static @Nullable EventId redacts(PduFields fields) {
    String redacts = fields.findString("redacts");
    return redacts == null ? null : new EventId(redacts);
  }

  private static void checkHashes(PduFields fields) {
    if (fields.has("hashes")) {
      JsonObject hashes = fields.object("hashes");
      if (hashes.size() > MAX_HASHES) {
        throw PduFields.bad("hashes must not hold more than " + MAX_HASHES + " entries.");
      }
      for (JsonValue hash : hashes.values()) {
        if (!(hash instanceof JsonString text) || text.getString().length() > MAX_HASH) {
          throw PduFields.bad("hashes must hold short strings.");
        }
      }
    }
    if (fields.has("signatures")) {
      for (JsonValue ofServer : fields.object("signatures").values()) {
        if (!(ofServer instanceof JsonObject keys)
            || !keys.values().stream().allMatch(JsonString.class::isInstance)) {
          throw PduFields.bad("signatures must be an object of objects of strings.");
        }
      }
    }
  }

  @Override
  public JsonObject build(EventDraft draft, EventPlace place) {
    // In the order of canonical JSON, so that sorting it finds nothing to do.
    JsonObjectBuilder pdu = JsonValues.PROVIDER.createObjectBuilder();
    boolean isState = draft.stateKey() != null;
    pdu.add("content", draft.content());
    pdu.add("context", place.knownRoom().value());
    pdu.add("depth", Math.min(place.depth(), CanonicalJson.MAX_INTEGER));
    pdu.add("is_state", isState ? JsonValue.TRUE : JsonValue.FALSE);
    pdu.add("origin", place.origin().value());
    pdu.add("origin_server_ts", place.originServerTs());
    pdu.add("pdu_id", place.localId());
    pdu.add("pdu_type", draft.type());
    if (isState) {
      pdu.add("power_level", clamp(place.senderLevel()));
    }
    JsonArrayBuilder prev = JsonValues.PROVIDER.createArrayBuilder();
    place.prevEvents().forEach(reference -> prev.add(Codec2014Reference.write(reference)));
    pdu.add("prev_pdus", prev);
    EventId prevState = place.prevState();
    if (prevState != null) {
      Map.Entry<String, String> parts = Codec2014Reference.split(prevState);
      pdu.add("prev_state_id", parts.getKey());
      pdu.add("prev_state_origin", parts.getValue());
    }
    EventId redacts = draft.redacts();
    if (redacts != null) {
      pdu.add("redacts", redacts.value());
    }
    Long level = place.requiredLevel();
    if (isState && level != null) {
      pdu.add("required_power_level", clamp(level));
    }
    String stateKey = draft.stateKey();
    if (stateKey != null) {
      pdu.add("state_key", stateKey);
    }
    pdu.add("ts", place.originServerTs());
    pdu.add("user_id", draft.sender().value());
    return pdu.build();
  }

  private static long clamp(long number) {
    long max = CanonicalJson.MAX_INTEGER;
    return Math.max(-max, Math.min(max, number));
  }

  @Override
  public Event assemble(EventDraft draft, EventPlace place, JsonObject pdu, String referenceHash) {
    Long level = place.requiredLevel();
    return new Event(
        eventId(place.origin(), place.localId()),
        place.knownRoom(),
        draft.type(),
        draft.stateKey(),
        draft.sender(),
        place.origin(),
        place.originServerTs(),
        Math.min(place.depth(), CanonicalJson.MAX_INTEGER),
        place.prevEvents(),
        List.of(),
        place.prevState(),
        draft.redacts(),
        draft.stateKey() == null || level == null ? null : clamp(level),
        draft.content(),
        pdu);
  }
}
