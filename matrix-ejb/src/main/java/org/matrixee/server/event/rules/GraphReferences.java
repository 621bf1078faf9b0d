package org.matrixee.server.event.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.id.EventId;

/**
 * {@code prev_events} and {@code auth_events}: pairs of an event ID and its hash in the room
 * versions 1 and 2, event IDs from version 3, where the ID is the hash.
 *
 * @param pairs whether they are pairs
 */
record GraphReferences(boolean pairs) {
  static final int MOST_PREV_EVENTS = 20;
  static final int MOST_AUTH_EVENTS = 10;

  List<EventReference> read(PduFields fields, String key, int most) {
    JsonArray array = fields.array(key);
    if (array.size() > most) {
      throw PduFields.bad(key + " must not hold more than " + most + " events.");
    }
    List<EventReference> references = new ArrayList<>(array.size());
    for (JsonValue entry : array) {
      references.add(pairs ? pair(entry, key) : id(entry, key));
    }
    return references;
  }

  private static EventReference id(JsonValue entry, String key) {
    if (entry instanceof JsonString id) {
      return new EventReference(new EventId(id.getString()), null);
    }
    throw PduFields.bad(key + " must be an array of event IDs.");
  }

  private static EventReference pair(JsonValue entry, String key) {
    if (entry instanceof JsonArray pair
        && pair.size() == 2
        && pair.get(0) instanceof JsonString id
        && pair.get(1) instanceof JsonObject hashes) {
      String sha256 = hashes.get("sha256") instanceof JsonString hash ? hash.getString() : null;
      return new EventReference(new EventId(id.getString()), sha256);
    }
    throw PduFields.bad(key + " must be an array of pairs of an event ID and its hashes.");
  }

  JsonArray write(List<EventReference> references) {
    JsonArrayBuilder array = JsonValues.PROVIDER.createArrayBuilder();
    for (EventReference reference : references) {
      if (pairs) {
        JsonArrayBuilder pair = JsonValues.PROVIDER.createArrayBuilder();
        pair.add(reference.id().value());
        String sha256 = reference.sha256();
        pair.add(
            sha256 == null
                ? JsonValue.EMPTY_JSON_OBJECT
                : JsonValues.PROVIDER.createObjectBuilder().add("sha256", sha256).build());
        array.add(pair);
      } else {
        array.add(reference.id().value());
      }
    }
    return array.build();
  }

  /** What a reader of the PDU finds of these references. */
  List<EventReference> carried(List<EventReference> references) {
    return pairs
        ? references
        : references.stream().map(each -> new EventReference(each.id(), null)).toList();
  }
}
