package org.matrixee.model.room;

import java.util.Map;
import java.util.Set;
import org.matrixee.model.id.UserId;

/**
 * The one effective set of levels of a room, whatever events it comes from.
 *
 * @param creators users above all levels, by user ID (room version 12)
 * @param users levels of single users, by user ID
 * @param usersDefault the level of everyone else
 * @param events needed to send an event of a type, by type (not in 2014 rooms)
 * @param send needed to send any other non-state event
 * @param addState needed to send any other state; in 2014 rooms only to fill an empty slot
 * @param invite needed to invite; {@link #NONE_NEEDED} in 2014 rooms
 * @param ban needed to ban
 * @param kick needed to kick
 * @param redact needed to redact
 */
public record PowerLevels(
    Set<String> creators,
    Map<String, Long> users,
    long usersDefault,
    Map<String, Long> events,
    long send,
    long addState,
    long invite,
    long ban,
    long kick,
    long redact) {
  /** The level of creators in room version 12, above every level that can be written. */
  public static final long ABOVE_ALL = Long.MAX_VALUE;

  /** As a level that an action needs: none, whatever the user's level. */
  public static final long NONE_NEEDED = Long.MIN_VALUE;

  /** Copies the collections. */
  public PowerLevels {
    creators = Set.copyOf(creators);
    users = Map.copyOf(users);
    events = Map.copyOf(events);
  }

  /** A user's level. */
  public long of(UserId user) {
    if (creators.contains(user.value())) {
      return ABOVE_ALL;
    }
    Long own = users.get(user.value());
    return own == null ? usersDefault : own;
  }

  /** The level needed to send an event of a type. */
  public long needed(String type, boolean isState) {
    Long own = events.get(type);
    return own != null ? own : isState ? addState : send;
  }
}
