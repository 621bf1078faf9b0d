package org.matrixee.web.client;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.web.common.JsonOutput;

/** The short answers of commands, written by hand: they are on the hot path. */
public final class CurrentAnswers {
  private static final String EMPTY = "{}";

  private CurrentAnswers() {}

  /** {@code {}}: the answer of commands that have nothing to tell. */
  public static byte[] empty(@Nullable Object outcome) {
    return new JsonOutput().ascii(EMPTY).toBytes();
  }

  /** {@code {"event_id"}}: the event made, or the one that said the same before. */
  public static byte[] event(RoomOutcome outcome) {
    EventId event = outcome.event();
    if (event == null) {
      throw new IllegalStateException("a command that sends one event has one");
    }
    return new JsonOutput().ascii("{\"event_id\":").string(event.value()).ascii("}").toBytes();
  }

  /** {@code {"room_id"}}. */
  public static byte[] room(RoomOutcome outcome) {
    return new JsonOutput()
        .ascii("{\"room_id\":")
        .string(outcome.room().value())
        .ascii("}")
        .toBytes();
  }
}
