package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.typing.RoomTyping;

/**
 * What is new in a user's stream.
 *
 * @param events of rooms, oldest first
 * @param presence of users, oldest change first; each user at most once
 * @param typing rooms in which somebody began or stopped typing
 * @param start the position asked for
 * @param end the position to go on from
 */
public record StreamPage(
    List<StoredEvent> events,
    List<UserPresence> presence,
    List<RoomTyping> typing,
    StreamToken.Live start,
    StreamToken.Live end) {
  /** Copies the lists. */
  public StreamPage {
    events = List.copyOf(events);
    presence = List.copyOf(presence);
    typing = List.copyOf(typing);
  }

  /** Nothing is new. */
  static StreamPage empty(StreamToken.Live position) {
    return new StreamPage(List.of(), List.of(), List.of(), position, position);
  }
}
