package org.matrixee.server.event;

import jakarta.json.JsonString;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.room.Membership;

/** What membership events say. */
final class Memberships {
  private Memberships() {}

  /** The membership that an event gives; null if it is no membership event, or gives none. */
  static @Nullable Membership of(Event event) {
    return event.isState()
            && event.type().equals(EventType.MEMBER)
            && event.content().get("membership") instanceof JsonString word
        ? Membership.parse(word.getString()).orElse(null)
        : null;
  }
}
