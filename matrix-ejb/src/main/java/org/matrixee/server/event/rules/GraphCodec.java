package org.matrixee.server.event.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.EventIdFormat;
import org.matrixee.model.room.PduFormat;
import org.matrixee.model.room.RoomVersionRules;

/**
 * The PDU of the room versions 1 to 12, whose differences are in the version's rules.
 *
 * <p>Spec: room versions, "Event format"; client-server, "Size limits".
 */
final class GraphCodec implements PduCodec {
  private final RoomVersionRules rules;
  private final GraphReferences references;

  GraphCodec(RoomVersionRules rules) {
    this.rules = rules;
    this.references = new GraphReferences(rules.pduFormat() == PduFormat.REFERENCE_PAIRS);
  }

  @Override
  public Event decode(JsonObject pdu) {
    EventId id =
        carriesId()
            ? new EventId(GraphFields.shortText(new PduFields(pdu), "event_id"))
            : EventIds.ofHash(rules.eventIds(), ReferenceHash.of(pdu, rules));
    return decode(pdu, id);
  }

  private boolean carriesId() {
    return rules.eventIds() == EventIdFormat.LOCALPART_AND_SERVER;
  }

  @Override
  public Event decode(JsonObject pdu, EventId id) {
    PduFields fields = new PduFields(pdu);
    String type = GraphFields.shortText(fields, "type");
    String stateKey = GraphFields.findShortText(fields, "state_key");
    UserId sender = new UserId(GraphFields.shortText(fields, "sender"));
    JsonObject content = fields.object("content");
    GraphFields.checkProofs(fields);
    return new Event(
        id,
        room(fields, id, type, stateKey),
        type,
        stateKey,
        sender,
        sender.server(),
        fields.integer("origin_server_ts"),
        GraphFields.depth(fields, rules.json()),
        references.read(fields, "prev_events", GraphReferences.MOST_PREV_EVENTS),
        references.read(fields, "auth_events", GraphReferences.MOST_AUTH_EVENTS),
        null,
        redacts(fields, type, content),
        null,
        content,
        pdu);
  }

  private RoomId room(PduFields fields, EventId id, String type, @Nullable String stateKey) {
    if (makesRoomId(type, stateKey)) {
      // One that is there all the same is a matter of authorization: rule 1.2 of version 12.
      return EventIds.roomOf(id);
    }
    RoomId room = new RoomId(GraphFields.shortText(fields, "room_id"));
    boolean hasDomain = room.value().indexOf(':') >= 0;
    if (!hasDomain && rules.pduFormat() != PduFormat.ID_LISTS_CREATE_WITHOUT_ROOM) {
      throw PduFields.bad("room_id must end with a colon and a server name.");
    }
    return room;
  }

  private boolean makesRoomId(String type, @Nullable String stateKey) {
    return rules.pduFormat() == PduFormat.ID_LISTS_CREATE_WITHOUT_ROOM
        && type.equals(EventType.CREATE)
        && "".equals(stateKey);
  }

  private boolean redactsInContent() {
    return rules.pduFormat() == PduFormat.ID_LISTS_REDACTS_IN_CONTENT
        || rules.pduFormat() == PduFormat.ID_LISTS_CREATE_WITHOUT_ROOM;
  }

  private @Nullable EventId redacts(PduFields fields, String type, JsonObject content) {
    if (!type.equals(EventType.REDACTION)) {
      return null;
    }
    if (!redactsInContent()) {
      String redacts = GraphFields.findShortText(fields, "redacts");
      return redacts == null ? null : new EventId(redacts);
    }
    // Content is the sender's affair: a redaction of nothing is an event like any other.
    try {
      return content.get("redacts") instanceof JsonString text
          ? new EventId(text.getString())
          : null;
    } catch (MatrixException e) {
      return null;
    }
  }

  @Override
  public JsonObject build(EventDraft draft, EventPlace place) {
    // In the order of canonical JSON, so that sorting it finds nothing to do.
    JsonObjectBuilder pdu = JsonValues.PROVIDER.createObjectBuilder();
    pdu.add("auth_events", references.write(place.authEvents()));
    pdu.add("content", content(draft));
    pdu.add("depth", Math.min(place.depth(), CanonicalJson.MAX_INTEGER));
    if (carriesId()) {
      pdu.add("event_id", eventId(place.origin(), place.localId()).value());
    }
    pdu.add("origin_server_ts", place.originServerTs());
    pdu.add("prev_events", references.write(place.prevEvents()));
    EventId redacts = draft.redacts();
    if (redacts != null && !redactsInContent()) {
      pdu.add("redacts", redacts.value());
    }
    if (!makesRoomId(draft.type(), draft.stateKey())) {
      pdu.add("room_id", place.knownRoom().value());
    }
    pdu.add("sender", draft.sender().value());
    String stateKey = draft.stateKey();
    if (stateKey != null) {
      pdu.add("state_key", stateKey);
    }
    pdu.add("type", draft.type());
    return pdu.build();
  }

  private JsonObject content(EventDraft draft) {
    EventId redacts = draft.redacts();
    return redacts == null || !redactsInContent()
        ? draft.content()
        : JsonValues.PROVIDER
            .createObjectBuilder(draft.content())
            .add("redacts", redacts.value())
            .build();
  }

  @Override
  public Event assemble(EventDraft draft, EventPlace place, JsonObject pdu, String referenceHash) {
    EventId id =
        carriesId()
            ? eventId(place.origin(), place.localId())
            : EventIds.ofHash(rules.eventIds(), referenceHash);
    return new Event(
        id,
        makesRoomId(draft.type(), draft.stateKey()) ? EventIds.roomOf(id) : place.knownRoom(),
        draft.type(),
        draft.stateKey(),
        draft.sender(),
        draft.sender().server(),
        place.originServerTs(),
        Math.min(place.depth(), CanonicalJson.MAX_INTEGER),
        references.carried(place.prevEvents()),
        references.carried(place.authEvents()),
        null,
        draft.type().equals(EventType.REDACTION) ? draft.redacts() : null,
        null,
        content(draft),
        pdu);
  }

  private static EventId eventId(ServerName origin, String localId) {
    return new EventId("$" + localId + ":" + origin.value());
  }
}
