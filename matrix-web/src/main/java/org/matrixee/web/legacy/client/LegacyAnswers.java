package org.matrixee.web.legacy.client;

import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.web.common.JsonOutput;

/** The short answers of commands, written by hand: they are on the hot path. */
public final class LegacyAnswers {
  private static final String EMPTY = "{}";

  private LegacyAnswers() {}

  /** {@code {}}: the answer of commands that have nothing to tell. */
  public static byte[] empty() {
    return new JsonOutput().ascii(EMPTY).toBytes();
  }

  /** The same, where a stage is mapped. */
  public static byte[] empty(RoomOutcome outcome) {
    return empty();
  }

  /** {@code {"event_id"}}; {@code {}} if no event was made. */
  public static byte[] event(RoomOutcome outcome) {
    @Nullable EventId event = outcome.event();
    return event == null
        ? empty()
        : new JsonOutput().ascii("{\"event_id\":").string(event.value()).ascii("}").toBytes();
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
