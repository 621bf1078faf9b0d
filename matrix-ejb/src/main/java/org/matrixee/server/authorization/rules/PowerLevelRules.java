package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.AuthRule.allow;
import static org.matrixee.server.authorization.rules.AuthRule.otherwiseAllow;
import static org.matrixee.server.authorization.rules.AuthRule.reject;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.room.AuthFeature;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.LevelSyntax;

/**
 * Changes of levels: nobody gives, or takes away, more than they have. Spec: authorization rules,
 * step 10 (room versions 1 to 5), 9 (6 to 11), 10 (12).
 */
final class PowerLevelRules {
  private static final List<String> SINGLE =
      List.of(
          GraphLevels.USERS_DEFAULT,
          GraphLevels.EVENTS_DEFAULT,
          GraphLevels.STATE_DEFAULT,
          GraphLevels.BAN,
          GraphLevels.REDACT,
          GraphLevels.KICK,
          GraphLevels.INVITE);

  private static final String NOTIFICATIONS = "notifications";

  private static final String TAKES = "You cannot change a level above your own.";
  private static final String GIVES = "You cannot set a level above your own.";

  private final AuthRules.EventGraph rules;

  private PowerLevelRules(AuthRules.EventGraph rules) {
    this.rules = rules;
  }

  static AuthRule of(AuthRules.EventGraph rules) {
    PowerLevelRules levels = new PowerLevelRules(rules);
    List<AuthRule> list = new ArrayList<>();
    levels.addForm(list);
    list.add(allow("levels.first", q -> q.levels().event() == null));
    levels.addChanges(list);
    list.add(otherwiseAllow("levels.allowed"));
    return new RuleList(q -> q.isType(EventType.POWER_LEVELS), list);
  }

  /** Steps 1 (room versions 1 to 9), 1 to 3 (10 and 11), 1 to 4 (12). */
  private void addForm(List<AuthRule> list) {
    if (rules.levels() == LevelSyntax.INTEGERS) {
      list.add(
          reject(
              "levels.not-integer",
              q ->
                  SINGLE.stream().anyMatch(key -> q.content().containsKey(key) && !isLevel(q, key)),
              "A level must be an integer."));
      list.add(
          reject(
              "levels.events-not-integers",
              q ->
                  !areLevels(q.content().get(GraphLevels.EVENTS))
                      || !areLevels(q.content().get(NOTIFICATIONS)),
              "events and notifications must be objects of integers."));
    }
    list.add(
        reject(
            "levels.users-malformed",
            q -> !areUserLevels(q.content().get(GraphLevels.USERS)),
            "users must be an object of levels by user ID."));
    if (rules.has(AuthFeature.CREATORS_ABOVE_ALL)) {
      list.add(
          reject(
              "levels.names-creator",
              q ->
                  q.content().get(GraphLevels.USERS) instanceof JsonObject users
                      && users.keySet().stream().anyMatch(q.levels()::isAboveAll),
              "The creators of this room have no level of their own."));
    }
  }

  private boolean isLevel(AuthQuestion q, String key) {
    return parse(q.content().get(key)) != null;
  }

  private boolean areLevels(@Nullable JsonValue value) {
    return value == null
        || (value instanceof JsonObject levels
            && levels.values().stream().allMatch(level -> parse(level) != null));
  }

  private boolean areUserLevels(@Nullable JsonValue value) {
    return areLevels(value)
        && (!(value instanceof JsonObject users)
            || users.keySet().stream().allMatch(AuthQuestion::isUserId));
  }

  /** Steps 3 to 7 (room versions 1 to 9), 5 to 9 (10 and 11), 6 to 10 (12). */
  private void addChanges(List<AuthRule> list) {
    list.add(
        RuleList.when(
            q -> true,
            reject(
                "levels.single-current",
                q -> single(q).stream().anyMatch(each -> each.takesMoreThan(q.senderLevel())),
                TAKES),
            reject(
                "levels.single-new",
                q -> single(q).stream().anyMatch(each -> each.givesMoreThan(q.senderLevel())),
                GIVES)));
    list.add(
        alone(
            reject(
                "levels.event-current",
                q -> events(q).stream().anyMatch(each -> each.takesMoreThan(q.senderLevel())),
                TAKES)));
    list.add(
        alone(
            reject(
                "levels.event-new",
                q -> events(q).stream().anyMatch(each -> each.givesMoreThan(q.senderLevel())),
                GIVES)));
    list.add(
        alone(
            reject(
                "levels.user-current",
                q ->
                    users(q).stream()
                        .filter(each -> !each.key().equals(q.sender()))
                        .anyMatch(each -> each.takesAtLeast(q.senderLevel())),
                "You cannot change the level of a user who has yours or a higher one.")));
    list.add(
        alone(
            reject(
                "levels.user-new",
                q -> users(q).stream().anyMatch(each -> each.givesMoreThan(q.senderLevel())),
                GIVES)));
  }

  /** "For each entry ...:" with one rule under it. */
  private static AuthRule alone(AuthRule rule) {
    return RuleList.when(q -> true, rule);
  }

  private List<LevelChange> single(AuthQuestion q) {
    return LevelChange.between(q.levels().content(), q.content(), SINGLE, this::parse);
  }

  private List<LevelChange> events(AuthQuestion q) {
    List<LevelChange> changes = new ArrayList<>(maps(q, GraphLevels.EVENTS));
    if (rules.has(AuthFeature.NOTIFICATION_LEVELS)) {
      changes.addAll(maps(q, NOTIFICATIONS));
    }
    return changes;
  }

  private List<LevelChange> users(AuthQuestion q) {
    return maps(q, GraphLevels.USERS);
  }

  private List<LevelChange> maps(AuthQuestion q, String key) {
    return LevelChange.betweenMaps(
        q.levels().content().get(key), q.content().get(key), this::parse);
  }

  private @Nullable Long parse(@Nullable JsonValue value) {
    return GraphLevel.parse(value, rules.levels());
  }
}
