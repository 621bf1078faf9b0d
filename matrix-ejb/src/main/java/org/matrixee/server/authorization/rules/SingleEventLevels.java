package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.PowerLevels;

/**
 * The levels of the room versions 1 to 12, all in {@code m.room.power_levels}.
 *
 * <p>Spec: client-server, "m.room.power_levels".
 */
final class SingleEventLevels implements PowerLevelsReader {
  private final AuthRules.EventGraph rules;

  SingleEventLevels(AuthRules.EventGraph rules) {
    this.rules = rules;
  }

  @Override
  public PowerLevels read(StateMap state) {
    GraphLevels levels = GraphLevels.of(rules, state);
    Map<String, Long> users = map(levels, GraphLevels.USERS);
    String creator = levels.creator();
    if (levels.event() == null && creator != null) {
      users.put(creator, levels.of(creator));
    }
    return new PowerLevels(
        levels.aboveAll(),
        users,
        levels.usersDefault(),
        map(levels, GraphLevels.EVENTS),
        levels.eventsDefault(),
        levels.stateDefault(),
        levels.invite(),
        levels.ban(),
        levels.kick(),
        levels.redact());
  }

  private static Map<String, Long> map(GraphLevels levels, String key) {
    Map<String, Long> entries = new HashMap<>();
    if (levels.content().get(key) instanceof JsonObject object) {
      object.forEach(
          (name, value) -> {
            Long level = levels.parse(value);
            if (level != null) {
              entries.put(name, level);
            }
          });
    }
    return entries;
  }
}
