package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Verdict;

/**
 * Changes of users' levels: nobody gives, or takes away, more than they have.
 *
 * <p>2014: authorization-v1, section 5.
 */
final class PowerLevelRules2014 {
  private PowerLevelRules2014() {}

  static Verdict check(Situation2014 situation) {
    JsonObject content = situation.candidate().content();
    Verdict form = checkForm(content);
    if (!form.isAllowed()) {
      return form;
    }
    Change change = Change.of(situation.levels(), content);
    long own = situation.senderLevel();
    Verdict defaults = checkDefault(change, own);
    return defaults.isAllowed() ? checkUsers(change, own) : defaults;
  }

  /** Keys are user IDs or {@code default}, values are integers. */
  private static Verdict checkForm(JsonObject content) {
    for (Map.Entry<String, JsonValue> entry : content.entrySet()) {
      String key = entry.getKey();
      if (!key.equals(Levels2014.DEFAULT) && UserId.parse(key).isEmpty()) {
        return Verdict.denied("power-levels.key", "Levels are given to users and to default only.");
      }
      if (StoredLevel.parse(entry.getValue()) == null) {
        return Verdict.denied("power-levels.value", "Levels must be integers.");
      }
    }
    return Verdict.allowed();
  }

  /** {@code default} old or new above the sender's level. An absent one is 0. */
  private static Verdict checkDefault(Change change, long own) {
    boolean same = change.oldDefault() == change.newDefault();
    return same || (change.oldDefault() <= own && change.newDefault() <= own)
        ? Verdict.allowed()
        : Verdict.denied("power-levels.default", "You cannot change a default above your level.");
  }

  /**
   * Users added, changed or removed. Somebody without a level of their own has the default, so that
   * an entry cannot demote those whom a high default lifts, nor its removal lift anybody to it.
   */
  private static Verdict checkUsers(Change change, long own) {
    Set<String> users = new HashSet<>(change.oldUsers().keySet());
    users.addAll(change.newUsers().keySet());
    for (String user : users) {
      Long before = change.oldUsers().get(user);
      Long after = change.newUsers().get(user);
      if (Objects.equals(before, after)) {
        continue;
      }
      if ((after == null ? change.newDefault() : after) > own) {
        return Verdict.denied("power-levels.raise", "You cannot give a level above your own.");
      }
      if ((before == null ? change.oldDefault() : before) > own) {
        return Verdict.denied(
            "power-levels.lower", "You cannot change the level of a user above you.");
      }
    }
    return Verdict.allowed();
  }

  private record Change(
      Map<String, Long> oldUsers, long oldDefault, Map<String, Long> newUsers, long newDefault) {

    static Change of(Levels2014 levels, JsonObject content) {
      Map<String, Long> before = new HashMap<>();
      Event current = levels.powerLevelsEvent();
      UserId creator = levels.creator();
      if (current != null) {
        SeparateEventLevels.readUsers(current.content(), before);
      } else if (creator != null) {
        before.put(creator.folded().value(), Levels2014.CREATOR_LEVEL);
      }
      Map<String, Long> after = new HashMap<>();
      SeparateEventLevels.readUsers(content, after);
      long newDefault = Levels2014.levelIn(content, Levels2014.DEFAULT, 0);
      return new Change(before, levels.usersDefault(), after, newDefault);
    }
  }
}
