package org.matrixee.model.presence;

import java.util.HashSet;
import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * Whose waiting requests a change of presence ends. Everyone who may see the change gets it; but
 * that somebody wrote a message again is no reason to wake a thousand streams.
 *
 * @param everyone all who may see it
 * @param users these users, who may see it
 * @param rooms the joined users of these rooms
 */
public record Wakes(boolean everyone, Set<UserId> users, Set<Long> rooms) {
  /** Nobody. */
  public static final Wakes NOBODY = new Wakes(false, Set.of(), Set.of());

  /** All who may see the change. */
  public static final Wakes EVERYONE = new Wakes(true, Set.of(), Set.of());

  /** Copies the sets. */
  public Wakes {
    users = Set.copyOf(users);
    rooms = Set.copyOf(rooms);
  }

  /** One user. */
  public static Wakes user(UserId user) {
    return new Wakes(false, Set.of(user), Set.of());
  }

  /** One room. */
  public static Wakes room(long roomNid) {
    return new Wakes(false, Set.of(), Set.of(roomNid));
  }

  /** Whether nobody is woken. */
  public boolean isNobody() {
    return !everyone && users.isEmpty() && rooms.isEmpty();
  }

  /** These and those. */
  public Wakes and(Wakes other) {
    if (everyone || other.isNobody()) {
      return this;
    }
    if (other.everyone || isNobody()) {
      return other;
    }
    Set<UserId> allUsers = new HashSet<>(users);
    allUsers.addAll(other.users);
    Set<Long> allRooms = new HashSet<>(rooms);
    allRooms.addAll(other.rooms);
    return new Wakes(false, allUsers, allRooms);
  }
}
