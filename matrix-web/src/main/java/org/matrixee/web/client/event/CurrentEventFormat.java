package org.matrixee.web.client.event;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.event.RenderedEvent;

/**
 * The form of events in the current client-server API. What stands in {@code unsigned} depends on
 * who asks, so that a rendered event ends within it, and {@link #close} writes the rest.
 *
 * <p>Spec: client-server, "Room event format", "Redactions".
 */
final class CurrentEventFormat {
  private CurrentEventFormat() {}

  /**
   * Renders an event that is whole.
   *
   * @param replaced the state event that it replaced; null if none
   */
  static RenderedEvent whole(Event event, @Nullable Event replaced) {
    JsonOutput tail = new JsonOutput();
    if (replaced != null) {
      tail.ascii(",\"prev_content\":").value(replaced.content());
      tail.ascii(",\"prev_sender\":").string(replaced.sender().value());
      tail.ascii(",\"replaces_state\":").string(replaced.id().value());
    }
    return finish(event, tail);
  }

  /**
   * Renders a redacted event.
   *
   * @param event the stripped event
   * @param redaction what stripped it
   */
  static RenderedEvent redacted(Event event, Event redaction) {
    JsonOutput tail = new JsonOutput().ascii(",\"redacted_because\":");
    writeKeys(tail, redaction);
    writeRoom(redaction.room(), tail);
    return finish(event, tail.ascii("}"));
  }

  private static RenderedEvent finish(Event event, JsonOutput tail) {
    JsonOutput head = new JsonOutput();
    writeKeys(head, event);
    head.ascii(",\"unsigned\":{\"age\":");
    return new RenderedEvent(
        JsonText.ofOwned(head.toBytes()), event.madeTs(), JsonText.ofOwned(tail.toBytes()));
  }

  /**
   * Closes an event.
   *
   * @param room the room that is told; null where the client knows it
   */
  static void close(@Nullable RoomId room, JsonOutput out) {
    out.ascii("}");
    if (room != null) {
      writeRoom(room, out);
    }
    out.ascii("}");
  }

  private static void writeRoom(RoomId room, JsonOutput out) {
    out.ascii(",\"room_id\":").string(room.value());
  }

  /** All keys but {@code unsigned} and the room; the object stays open. */
  private static void writeKeys(JsonOutput out, Event event) {
    out.ascii("{\"type\":").string(event.type());
    out.ascii(",\"sender\":").string(event.sender().value());
    out.ascii(",\"event_id\":").string(event.id().value());
    out.ascii(",\"origin_server_ts\":").number(event.originServerTs());
    if (event.stateKey() != null) {
      out.ascii(",\"state_key\":").string(event.stateKey());
    }
    EventId redacts = event.redacts();
    if (redacts != null) {
      // Where the version has it in the content alone, older clients look for it here.
      out.ascii(",\"redacts\":").string(redacts.value());
    }
    out.ascii(",\"content\":").value(event.content());
  }
}
