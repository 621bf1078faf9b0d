package org.matrixee.server.event;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.JsonStrictness;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.rules.PduCodec;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.json.JsonReader;

/** Parses stored events by the codec of their room's version. */
public final class EventReader {
  private EventReader() {}

  /** The event, stripped if it was redacted. */
  public static Event decode(StoredEvent stored) {
    Event event =
        codec(stored.version()).decode(read(stored.version(), stored.json()), stored.id());
    @Nullable Long required = stored.requiredPowerLevel();
    if (required == null || required.equals(event.requiredPowerLevel())) {
      return event;
    }
    // A redaction took the key out of the PDU; the rules still need it (authorization-v1, C14).
    return event.withRequiredPowerLevel(required);
  }

  /** The event that a stored one replaced, or that redacted it. */
  public static Event decode(StoredEvent stored, StoredEvent.Related related) {
    return codec(stored.version()).decode(read(stored.version(), related.json()));
  }

  /** A PDU as it was hashed: in rooms of today a number counts as it was written. */
  static JsonObject read(RoomVersion version, JsonText json) {
    return reader(RoomVersions.get(version).json()).readObject(json.sharedBytes());
  }

  private static JsonReader reader(JsonStrictness strictness) {
    return switch (strictness) {
      case INTEGER_VALUES -> JsonReader.PDU;
      case LENIENT, STRICT -> JsonReader.PDU_AS_WRITTEN;
    };
  }

  private static PduCodec codec(RoomVersion version) {
    return RoomRules.of(version).codec();
  }
}
