package org.matrixee.server.event;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.Membership;

/**
 * Events were committed. Fired after the commit and before their positions become readable; an
 * observer must be quick, and may fail without harm to anyone.
 *
 * @param events in stream order
 * @param redacted whether among them is a redaction that stripped an event
 * @param outgoing the greatest position for each server that is sent one of the events
 */
public record RoomEventsAppended(
    List<Appended> events, boolean redacted, Map<ServerName, Long> outgoing) {
  /** Copies list and map. */
  public RoomEventsAppended {
    events = List.copyOf(events);
    outgoing = Map.copyOf(outgoing);
  }

  /**
   * A committed event.
   *
   * @param membership what an {@code m.room.member} says; null for other events
   */
  public record Appended(StoredEvent event, @Nullable Membership membership) {}
}
