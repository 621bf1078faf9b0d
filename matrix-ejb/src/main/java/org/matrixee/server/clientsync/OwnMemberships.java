package org.matrixee.server.clientsync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.Readers;

/**
 * How a user's memberships of rooms changed in a stretch of the stream.
 *
 * @param entered the rooms that the user was not in before, and has been in since
 * @param last the newest membership event of each room with a change
 */
record OwnMemberships(Set<Long> entered, Map<Long, StoredEvent> last) {
  OwnMemberships {
    entered = Set.copyOf(entered);
  }

  /**
   * Looks through the user's own membership events.
   *
   * @param own oldest first
   */
  static OwnMemberships of(List<StoredEvent> own) {
    Map<Long, StoredEvent> last = new LinkedHashMap<>();
    Set<Long> entered = new HashSet<>();
    Set<Long> wasIn = new HashSet<>();
    for (StoredEvent event : own) {
      boolean first = last.put(event.roomNid(), event) == null;
      if (first && before(event) == Membership.JOIN) {
        wasIn.add(event.roomNid());
      }
      if (now(event) == Membership.JOIN && !wasIn.contains(event.roomNid())) {
        entered.add(event.roomNid());
      } else if (now(event) != Membership.JOIN) {
        // Whoever comes back after this is told everything again.
        wasIn.remove(event.roomNid());
      }
    }
    return new OwnMemberships(entered, last);
  }

  private static @Nullable Membership before(StoredEvent event) {
    StoredEvent.@Nullable Related replaced = event.replaced();
    return replaced == null ? null : Readers.membershipIn(EventReader.decode(event, replaced));
  }

  static @Nullable Membership now(StoredEvent event) {
    return Readers.membershipIn(EventReader.decode(event));
  }

  /** The newest events whose membership is one of some. */
  List<StoredEvent> ending(Set<Membership> kinds) {
    List<StoredEvent> ending = new ArrayList<>();
    for (StoredEvent event : last.values()) {
      Membership now = now(event);
      if (now != null && kinds.contains(now)) {
        ending.add(event);
      }
    }
    return ending;
  }
}
