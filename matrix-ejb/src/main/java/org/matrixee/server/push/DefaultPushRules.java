package org.matrixee.server.push;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.matrixee.model.id.UserId;

/**
 * The rules that a user has from the beginning, in the form of 2015: what a client does on an
 * event. The client judges; this server keeps no rules of users' own, and has no devices to push
 * to.
 *
 * <p>Names and contents are those of the predefined rules of the specification.
 */
public final class DefaultPushRules {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String NOTIFY = "notify";
  private static final String MESSAGE = "m.room.message";

  private DefaultPushRules() {}

  /** The rule sets: {@code global}, and one for each device, of which there are none. */
  public static JsonObject of(UserId user) {
    return JSON.createObjectBuilder()
        .add("global", global(user))
        .add("device", JsonValue.EMPTY_JSON_OBJECT)
        .build();
  }

  /** The rules for all devices, by kind, in the order in which they are asked. */
  public static JsonObject global(UserId user) {
    return JSON.createObjectBuilder()
        .add("override", JSON.createArrayBuilder().add(displayName()))
        .add("content", JSON.createArrayBuilder().add(userName(user)))
        .add("room", JsonValue.EMPTY_JSON_ARRAY)
        .add("sender", JsonValue.EMPTY_JSON_ARRAY)
        .add(
            "underride",
            JSON.createArrayBuilder().add(call()).add(invite(user)).add(oneToOne()).add(message()))
        .build();
  }

  private static JsonObjectBuilder displayName() {
    return rule(
            ".m.rule.contains_display_name", actions(tweak("sound", "default"), highlight(true)))
        .add("conditions", conditions(condition("contains_display_name")));
  }

  private static JsonObjectBuilder userName(UserId user) {
    return rule(".m.rule.contains_user_name", actions(tweak("sound", "default"), highlight(true)))
        .add("pattern", user.localpart());
  }

  private static JsonObjectBuilder call() {
    return rule(".m.rule.call", actions(tweak("sound", "ring"), highlight(false)))
        .add("conditions", conditions(match("type", "m.call.invite")));
  }

  private static JsonObjectBuilder invite(UserId user) {
    return rule(".m.rule.invite_for_me", actions(tweak("sound", "default"), highlight(false)))
        .add(
            "conditions",
            conditions(
                match("type", "m.room.member"),
                match("content.membership", "invite"),
                match("state_key", user.value())));
  }

  private static JsonObjectBuilder oneToOne() {
    return rule(".m.rule.room_one_to_one", actions(tweak("sound", "default"), highlight(false)))
        .add(
            "conditions",
            conditions(condition("room_member_count").add("is", "2"), match("type", MESSAGE)));
  }

  private static JsonObjectBuilder message() {
    return rule(".m.rule.message", actions(highlight(false)))
        .add("conditions", conditions(match("type", MESSAGE)));
  }

  private static JsonObjectBuilder rule(String id, JsonArrayBuilder actions) {
    return JSON.createObjectBuilder()
        .add("rule_id", id)
        .add("default", true)
        .add("enabled", true)
        .add("actions", actions);
  }

  private static JsonArrayBuilder actions(JsonObjectBuilder... tweaks) {
    JsonArrayBuilder actions = JSON.createArrayBuilder().add(NOTIFY);
    for (JsonObjectBuilder tweak : tweaks) {
      actions.add(tweak);
    }
    return actions;
  }

  private static JsonObjectBuilder tweak(String name, String value) {
    return JSON.createObjectBuilder().add("set_tweak", name).add("value", value);
  }

  private static JsonObjectBuilder highlight(boolean on) {
    return JSON.createObjectBuilder().add("set_tweak", "highlight").add("value", on);
  }

  private static JsonArrayBuilder conditions(JsonObjectBuilder... all) {
    JsonArrayBuilder conditions = JSON.createArrayBuilder();
    for (JsonObjectBuilder condition : all) {
      conditions.add(condition);
    }
    return conditions;
  }

  private static JsonObjectBuilder condition(String kind) {
    return JSON.createObjectBuilder().add("kind", kind);
  }

  private static JsonObjectBuilder match(String key, String pattern) {
    return condition("event_match").add("key", key).add("pattern", pattern);
  }
}
