package org.matrixee.server.push.rules;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.fixtures.GraphRoom;
import org.matrixee.server.json.JsonReader;

/** v1.19: client-server, "Push rules", "Predefined rules", "Conditions". */
class PushEvaluatorTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final GraphRoom ROOM = GraphRoom.of(11);

  private static JsonObject json(String text) {
    return JsonReader.REQUEST.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static Event event(String type, @Nullable String key, String content) {
    return ROOM.event(type, key, BERT, content.replace('\'', '"'));
  }

  private static Event said(String content) {
    return event("m.room.message", null, content);
  }

  private static PushRoom room(long members) {
    Map<String, Long> users = Map.of(BERT.value(), 50L);
    PowerLevels levels = new PowerLevels(Set.of(), users, 0, Map.of(), 0, 50, 0, 50, 50, 50);
    return new PushRoom(members, levels, Map.of("loud", 60L));
  }

  private static String rule(PushRuleSet set, Event event, long members) {
    return PushEvaluator.find(set, event, room(members)).map(PushRule::id).orElse("none");
  }

  private static String rule(Event event) {
    return rule(PushRuleSet.of(ANNA), event, 5);
  }

  @Test
  void predefinedRulesFindTheirEvents() {
    assertThat(rule(said("{'body': 'hi'}"))).isEqualTo(".m.rule.message");
    assertThat(rule(PushRuleSet.of(ANNA), said("{'body': 'hi'}"), 2))
        .isEqualTo(".m.rule.room_one_to_one");
    assertThat(rule(said("{'msgtype': 'm.notice', 'body': 'hi'}")))
        .isEqualTo(".m.rule.suppress_notices");
    assertThat(rule(said("{'m.mentions': {'user_ids': ['@anna:localhost']}}")))
        .isEqualTo(".m.rule.is_user_mention");
    assertThat(rule(said("{'m.mentions': {'user_ids': ['@carla:localhost']}}")))
        .isEqualTo(".m.rule.message");
    assertThat(rule(said("{'m.mentions': {'room': true}}"))).isEqualTo(".m.rule.is_room_mention");
    assertThat(rule(said("{'m.relates_to': {'rel_type': 'm.replace'}}")))
        .isEqualTo(".m.rule.suppress_edits");
    assertThat(rule(event("m.reaction", null, "{}"))).isEqualTo(".m.rule.reaction");
    assertThat(rule(event("m.room.encrypted", null, "{}"))).isEqualTo(".m.rule.encrypted");
    assertThat(rule(PushRuleSet.of(ANNA), event("m.room.encrypted", null, "{}"), 2))
        .isEqualTo(".m.rule.encrypted_room_one_to_one");
    assertThat(rule(event("m.call.invite", null, "{}"))).isEqualTo(".m.rule.call");
    assertThat(rule(event("m.room.tombstone", "", "{}"))).isEqualTo(".m.rule.tombstone");
    assertThat(rule(event("m.room.server_acl", "", "{}"))).isEqualTo(".m.rule.room.server_acl");
    assertThat(rule(event("m.room.member", ANNA.value(), "{'membership': 'invite'}")))
        .isEqualTo(".m.rule.invite_for_me");
    assertThat(rule(event("m.room.member", BERT.value(), "{'membership': 'join'}")))
        .isEqualTo(".m.rule.member_event");
    assertThat(rule(event("m.room.name", "", "{'name': 'x'}"))).isEqualTo("none");
  }

  @Test
  void actionsSayWhetherToTellAndToHighlight() {
    PushRuleSet set = PushRuleSet.of(ANNA);
    PushRule mention = set.find(PushRuleKind.OVERRIDE, ".m.rule.is_user_mention").orElseThrow();
    assertThat(mention.isNotifying()).isTrue();
    assertThat(mention.isHighlighting()).isTrue();
    PushRule message = set.find(PushRuleKind.UNDERRIDE, ".m.rule.message").orElseThrow();
    assertThat(message.isNotifying()).isTrue();
    assertThat(message.isHighlighting()).isFalse();
    JsonArray quiet =
        json("{'a': ['notify', {'set_tweak': 'highlight', 'value': false}]}").getJsonArray("a");
    assertThat(message.acting(quiet).isHighlighting()).isFalse();
    assertThat(message.acting(JsonValue.EMPTY_JSON_ARRAY).isNotifying()).isFalse();
  }

  @Test
  void masterSwitchesAllOff() {
    PushRuleSet set =
        PushRuleSet.of(ANNA)
            .change(PushRuleKind.OVERRIDE, ".m.rule.master", rule -> rule.enabled(true));
    assertThat(rule(set, said("{'body': 'hi'}"), 5)).isEqualTo(".m.rule.master");
  }

  private static PushRuleSet with(PushRuleKind kind, String id, @Nullable String pattern) {
    JsonArray none = JsonValue.EMPTY_JSON_ARRAY;
    return PushRuleSet.of(ANNA)
        .with(kind, new PushRule(id, false, true, none, none, pattern), null, null);
  }

  @Test
  void kindsAreAskedInTheirOrder() {
    Event hi = said("{'body': 'cake for all'}");
    assertThat(rule(with(PushRuleKind.CONTENT, "c", "cake"), hi, 5)).isEqualTo("c");
    assertThat(rule(with(PushRuleKind.CONTENT, "c", "pie"), hi, 5)).isEqualTo(".m.rule.message");
    assertThat(rule(with(PushRuleKind.ROOM, hi.room().value(), null), hi, 5))
        .isEqualTo(hi.room().value());
    assertThat(rule(with(PushRuleKind.ROOM, "!other", null), hi, 5)).isEqualTo(".m.rule.message");
    assertThat(rule(with(PushRuleKind.SENDER, BERT.value(), null), hi, 5)).isEqualTo(BERT.value());
    Event mention = said("{'body': 'cake', 'm.mentions': {'user_ids': ['@anna:localhost']}}");
    assertThat(rule(with(PushRuleKind.CONTENT, "c", "cake"), mention, 5))
        .isEqualTo(".m.rule.is_user_mention");
  }

  private static boolean holds(String condition, Event event) {
    JsonArray conditions = json("{'all': [" + condition + "]}").getJsonArray("all");
    return PushConditions.hold(conditions, event, room(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind': 'event_match', 'key': 'content.body', 'pattern': 'cake'}",
        "{'kind': 'event_match', 'key': 'type', 'pattern': 'm.room.*'}",
        "{'kind': 'event_match', 'key': 'sender', 'pattern': '@BERT:*'}",
        "{'kind': 'event_match', 'key': 'content.a\\\\.b.c', 'pattern': 'd'}",
        "{'kind': 'event_property_is', 'key': 'content.n', 'value': 7}",
        "{'kind': 'event_property_is', 'key': 'content.yes', 'value': true}",
        "{'kind': 'event_property_is', 'key': 'content.nil', 'value': null}",
        "{'kind': 'event_property_contains', 'key': 'content.list', 'value': 'x'}",
        "{'kind': 'event_property_contains', 'key': 'content.list', 'value': 3}",
        "{'kind': 'sender_notification_permission', 'key': 'room'}",
        "{'kind': 'room_member_count', 'is': '5'}",
        "{'kind': 'room_member_count', 'is': '==5'}",
        "{'kind': 'room_member_count', 'is': '>4'}",
        "{'kind': 'room_member_count', 'is': '>=5'}",
        "{'kind': 'room_member_count', 'is': '<=5'}",
        "{'kind': 'room_member_count', 'is': '<6'}"
      })
  void conditionsThatHold(String condition) {
    assertThat(holds(condition, rich())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind': 'event_match', 'key': 'content.body', 'pattern': 'ake'}",
        "{'kind': 'event_match', 'key': 'content.none', 'pattern': '*'}",
        "{'kind': 'event_match', 'key': 'content.n', 'pattern': '7'}",
        "{'kind': 'event_match', 'key': 'content.body'}",
        "{'kind': 'event_match', 'pattern': '*'}",
        "{'kind': 'event_match', 'key': 'state_key', 'pattern': '*'}",
        "{'kind': 'event_property_is', 'key': 'content.n', 'value': '7'}",
        "{'kind': 'event_property_is', 'key': 'content.n', 'value': 8}",
        "{'kind': 'event_property_is', 'key': 'content.list', 'value': ['x', 3]}",
        "{'kind': 'event_property_is', 'key': 'content.none', 'value': null}",
        "{'kind': 'event_property_contains', 'key': 'content.list', 'value': 'y'}",
        "{'kind': 'event_property_contains', 'key': 'content.body', 'value': 'cake'}",
        "{'kind': 'sender_notification_permission', 'key': 'loud'}",
        "{'kind': 'sender_notification_permission'}",
        "{'kind': 'room_member_count', 'is': '4'}",
        "{'kind': 'room_member_count', 'is': '>5'}",
        "{'kind': 'room_member_count', 'is': '<5'}",
        "{'kind': 'room_member_count', 'is': '>=6'}",
        "{'kind': 'room_member_count', 'is': '<=4'}",
        "{'kind': 'room_member_count', 'is': 'many'}",
        "{'kind': 'room_member_count'}",
        "{'kind': 'device'}",
        "{}",
        "7"
      })
  void conditionsThatDoNotHold(String condition) {
    assertThat(holds(condition, rich())).isFalse();
  }

  private static Event rich() {
    return said(
        "{'body': 'a cake', 'n': 7, 'yes': true, 'nil': null, 'list': ['x', 3],"
            + " 'a.b': {'c': 'd'}}");
  }

  @ParameterizedTest
  @CsvSource({
    "content.body, content|body",
    "content.m\\.mentions.room, content|m.mentions|room",
    "a\\\\.b, a\\|b",
    "a\\b, a\\b",
    "a., a|",
    "a, a"
  })
  void pathsAreSplitAtDots(String path, String names) {
    assertThat(String.join("|", EventField.names(path))).isEqualTo(names);
  }
}
