package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.presence.UserPresence;

/**
 * What is new in a user's stream.
 *
 * @param events of rooms, oldest first
 * @param presence of users, oldest change first; each user at most once
 * @param start the position asked for
 * @param end the position to go on from
 */
public record StreamPage(
    List<StoredEvent> events,
    List<UserPresence> presence,
    StreamToken.Live start,
    StreamToken.Live end) {
  /** Copies the lists. */
  public StreamPage {
    events = List.copyOf(events);
    presence = List.copyOf(presence);
  }

  /** Nothing is new. */
  static StreamPage empty(StreamToken.Live position) {
    return new StreamPage(List.of(), List.of(), position, position);
  }
}
