package org.matrixee.store.event;

import java.util.List;
import org.matrixee.model.json.JsonText;

/**
 * What one transaction adds to one room.
 *
 * @param lock the room's lock, taken in this transaction
 * @param events new events in order
 * @param newHead the head after them; its revision is the lock's plus one
 * @param redactions events to strip
 * @param graph what the graph learns beside
 */
public record RoomAppend(
    RoomLock lock,
    List<AppendedEvent> events,
    RoomHead newHead,
    List<Redaction> redactions,
    GraphChange graph) {

  /** Copies the lists. */
  public RoomAppend {
    events = List.copyOf(events);
    redactions = List.copyOf(redactions);
  }

  /** New events that follow the head, and nothing else. */
  public RoomAppend(
      RoomLock lock, List<AppendedEvent> events, RoomHead newHead, List<Redaction> redactions) {
    this(lock, events, newHead, redactions, GraphChange.NONE);
  }

  /**
   * An event that loses its content for good.
   *
   * @param targetNid the event's number
   * @param stripped its stripped PDU
   * @param redactionNid the redaction's number; it stays the first one if there are several
   */
  public record Redaction(long targetNid, JsonText stripped, long redactionNid) {}
}
