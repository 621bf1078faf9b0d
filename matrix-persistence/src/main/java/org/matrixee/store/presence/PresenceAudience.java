package org.matrixee.store.presence;

import java.util.List;
import org.matrixee.model.id.UserId;

/**
 * The users whose presence somebody may see.
 *
 * @param rooms the joined users of these rooms
 * @param users and these users
 */
public record PresenceAudience(List<Long> rooms, List<UserId> users) {
  /** Copies the lists. */
  public PresenceAudience {
    rooms = List.copyOf(rooms);
    users = List.copyOf(users);
  }
}
