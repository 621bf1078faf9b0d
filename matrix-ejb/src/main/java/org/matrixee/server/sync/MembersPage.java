package org.matrixee.server.sync;

import java.util.List;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;

/**
 * A room's members.
 *
 * @param events every current {@code m.room.member} event, whatever the membership
 * @param position the stream position at which they were read
 */
public record MembersPage(List<StoredEvent> events, StreamToken.Live position) {
  /** Copies the list. */
  public MembersPage {
    events = List.copyOf(events);
  }
}
