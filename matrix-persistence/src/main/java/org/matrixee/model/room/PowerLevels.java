package org.matrixee.model.room;

import java.util.Map;
import org.matrixee.model.id.UserId;

/**
 * The one effective set of levels of a room, whatever events it comes from.
 *
 * @param users levels of single users, by user ID
 * @param usersDefault the level of everyone else
 * @param send needed to send a non-state event
 * @param addState needed to fill an empty slot of state
 * @param ban needed to ban
 * @param kick needed to kick
 * @param redact needed to redact
 */
public record PowerLevels(
    Map<String, Long> users,
    long usersDefault,
    long send,
    long addState,
    long ban,
    long kick,
    long redact) {

  /** Copies the map. */
  public PowerLevels {
    users = Map.copyOf(users);
  }

  /** A user's level. */
  public long of(UserId user) {
    Long own = users.get(user.value());
    return own == null ? usersDefault : own;
  }
}
