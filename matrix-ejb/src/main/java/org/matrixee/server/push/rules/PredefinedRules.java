package org.matrixee.server.push.rules;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.matrixee.model.id.UserId;

/**
 * The rules that every user has from the beginning.
 *
 * <p>v1.19: client-server, "Predefined rules".
 */
final class PredefinedRules {
  /** The one that is asked before all others: it switches everything off. */
  static final String MASTER = ".m.rule.master";

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String TYPE = "type";
  private static final String STATE_KEY = "state_key";
  private static final String MEMBER = "m.room.member";
  private static final String MESSAGE = "m.room.message";
  private static final String ENCRYPTED = "m.room.encrypted";
  private static final JsonArray NOTHING = JsonValue.EMPTY_JSON_ARRAY;

  private PredefinedRules() {}

  static Map<PushRuleKind, List<PushRule>> of(UserId user) {
    Map<PushRuleKind, List<PushRule>> rules = new EnumMap<>(PushRuleKind.class);
    rules.put(
        PushRuleKind.OVERRIDE,
        List.of(
            rule(MASTER, NOTHING).enabled(false),
            rule(".m.rule.suppress_notices", NOTHING, match("content.msgtype", "m.notice")),
            rule(
                ".m.rule.invite_for_me",
                told(sound("default")),
                match(TYPE, MEMBER),
                match("content.membership", "invite"),
                match(STATE_KEY, user.value())),
            rule(".m.rule.member_event", NOTHING, match(TYPE, MEMBER)),
            rule(
                ".m.rule.is_user_mention",
                told(sound("default"), highlight()),
                value("event_property_contains", "content.m\\.mentions.user_ids")
                    .add("value", user.value())),
            rule(
                ".m.rule.is_room_mention",
                told(highlight()),
                value("event_property_is", "content.m\\.mentions.room").add("value", true),
                value("sender_notification_permission", "room")),
            rule(
                ".m.rule.tombstone",
                told(highlight()),
                match(TYPE, "m.room.tombstone"),
                match(STATE_KEY, "")),
            rule(".m.rule.reaction", NOTHING, match(TYPE, "m.reaction")),
            rule(
                ".m.rule.room.server_acl",
                NOTHING,
                match(TYPE, "m.room.server_acl"),
                match(STATE_KEY, "")),
            rule(
                ".m.rule.suppress_edits",
                NOTHING,
                value("event_property_is", "content.m\\.relates_to.rel_type")
                    .add("value", "m.replace"))));
    rules.put(
        PushRuleKind.UNDERRIDE,
        List.of(
            rule(".m.rule.call", told(sound("ring")), match(TYPE, "m.call.invite")),
            rule(
                ".m.rule.encrypted_room_one_to_one",
                told(sound("default")),
                twoMembers(),
                match(TYPE, ENCRYPTED)),
            rule(
                ".m.rule.room_one_to_one",
                told(sound("default")),
                twoMembers(),
                match(TYPE, MESSAGE)),
            rule(".m.rule.message", told(), match(TYPE, MESSAGE)),
            rule(".m.rule.encrypted", told(), match(TYPE, ENCRYPTED))));
    return rules;
  }

  private static PushRule rule(String id, JsonArray actions, JsonObjectBuilder... conditions) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    for (JsonObjectBuilder condition : conditions) {
      all.add(condition);
    }
    return new PushRule(id, true, true, actions, all.build(), null);
  }

  private static JsonArray told(JsonObjectBuilder... tweaks) {
    JsonArrayBuilder actions = JSON.createArrayBuilder().add("notify");
    for (JsonObjectBuilder tweak : tweaks) {
      actions.add(tweak);
    }
    return actions.build();
  }

  private static JsonObjectBuilder sound(String name) {
    return JSON.createObjectBuilder().add("set_tweak", "sound").add("value", name);
  }

  private static JsonObjectBuilder highlight() {
    return JSON.createObjectBuilder().add("set_tweak", "highlight");
  }

  private static JsonObjectBuilder match(String key, String pattern) {
    return value("event_match", key).add("pattern", pattern);
  }

  private static JsonObjectBuilder value(String kind, String key) {
    return JSON.createObjectBuilder().add("kind", kind).add("key", key);
  }

  private static JsonObjectBuilder twoMembers() {
    return JSON.createObjectBuilder().add("kind", "room_member_count").add("is", "2");
  }
}
