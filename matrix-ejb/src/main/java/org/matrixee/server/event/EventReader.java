package org.matrixee.server.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.event.rules.PduCodec;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.json.JsonReader;

/** Parses stored events by the codec of their room's version. */
public final class EventReader {
  private EventReader() {}

  /** The event, stripped if it was redacted. */
  public static Event decode(StoredEvent stored) {
    Event event =
        codec(stored.version())
            .decode(JsonReader.PDU.readObject(stored.json().sharedBytes()), stored.id());
    @Nullable Long required = stored.requiredPowerLevel();
    if (required == null || required.equals(event.requiredPowerLevel())) {
      return event;
    }
    // A redaction took the key out of the PDU; the rules still need it (authorization-v1, C14).
    return event.withRequiredPowerLevel(required);
  }

  /** The event that a stored one replaced, or that redacted it. */
  public static Event decode(StoredEvent stored, StoredEvent.Related related) {
    return codec(stored.version()).decode(JsonReader.PDU.readObject(related.json().sharedBytes()));
  }

  private static PduCodec codec(RoomVersion version) {
    return RoomRules.of(version).codec();
  }
}
