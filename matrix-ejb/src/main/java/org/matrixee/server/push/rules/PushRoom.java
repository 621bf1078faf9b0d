package org.matrixee.server.push.rules;

import java.util.Map;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.PowerLevels;

/**
 * What conditions ask of a room.
 *
 * @param members how many are in it
 * @param levels who may do what
 * @param notifications the levels for notifying in some ways, by name
 */
public record PushRoom(long members, PowerLevels levels, Map<String, Long> notifications) {
  private static final long DEFAULT_LEVEL = 50;

  /** Copies the map. */
  public PushRoom {
    notifications = Map.copyOf(notifications);
  }

  /** Whether a user may notify in some way. */
  boolean mayNotify(UserId sender, String way) {
    return levels.of(sender) >= notifications.getOrDefault(way, DEFAULT_LEVEL);
  }
}
