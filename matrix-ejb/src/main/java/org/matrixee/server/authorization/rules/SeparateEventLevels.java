package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.PowerLevels;

/**
 * The levels of a 2014 room, spread over several events.
 *
 * <p>2014: authorization-v1, section 1. User IDs are compared without case there, so the map's keys
 * are folded; if several spellings of one ID have levels, the lowest counts.
 */
final class SeparateEventLevels implements PowerLevelsReader {
  @Override
  public PowerLevels read(StateMap state) {
    Levels2014 levels = new Levels2014(state);
    Map<String, Long> users = new HashMap<>();
    Event event = levels.powerLevelsEvent();
    if (event == null) {
      UserId creator = levels.creator();
      if (creator != null) {
        users.put(creator.folded().value(), Levels2014.CREATOR_LEVEL);
      }
    } else {
      readUsers(event.content(), users);
    }
    return new PowerLevels(
        Set.of(),
        users,
        levels.usersDefault(),
        Map.of(),
        levels.send(),
        levels.addState(),
        PowerLevels.NONE_NEEDED,
        levels.ban(),
        levels.kick(),
        levels.redact());
  }

  /** Adds the levels of single users that the content of {@code m.room.power_levels} gives. */
  static void readUsers(JsonObject content, Map<String, Long> users) {
    content.forEach((key, value) -> readUser(key, value, users));
  }

  private static void readUser(String key, JsonValue value, Map<String, Long> users) {
    @Nullable Long level = StoredLevel.parse(value);
    if (level != null && !key.equals(Levels2014.DEFAULT)) {
      UserId.parse(key).ifPresent(user -> users.merge(user.folded().value(), level, Math::min));
    }
  }
}
