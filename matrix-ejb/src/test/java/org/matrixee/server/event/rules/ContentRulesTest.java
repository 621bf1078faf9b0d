package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.BOB;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.server.fixtures.Texts;

/** client-api-v1, 8 and 9; authorization-v1, 5: what content must look like. */
@DisplayName("client-api-v1, 8 and 9: content")
class ContentRulesTest {
  @ParameterizedTest(name = "{0} as state with key [{1}]: {2}: named {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "ok",
      value = {
        "m.room.name||{'name':'n','extra':[1]}|ok",
        "m.room.name||{}|name",
        "m.room.name||{'name':1}|name",
        "m.room.name||{'name':null}|name",
        "m.room.topic||{'topic':'t'}|ok",
        "m.room.topic||{'topic':{}}|topic",
        "m.room.member|@a:b|{'membership':'join'}|ok",
        "m.room.member|@a:b|{'membership':'knock'}|ok",
        "m.room.member|@a:b|{'membership':'dance'}|membership",
        "m.room.member|@a:b|{'membership':1}|membership",
        "m.room.member|@a:b|{}|membership",
        "m.room.member|a|{'membership':'join'}|user ID",
        "m.room.member||{'membership':'join'}|user ID",
        "m.room.create||{'creator':'@a:b'}|ok",
        "m.room.create||{'creator':'a'}|creator",
        "m.room.create||{}|creator",
        "m.room.join_rules||{'join_rule':'public'}|ok",
        "m.room.join_rules||{'join_rule':'knock'}|ok",
        "m.room.join_rules||{'join_rule':'invite'}|ok",
        "m.room.join_rules||{'join_rule':'private'}|ok",
        "m.room.join_rules||{'join_rule':'restricted'}|join_rule",
        "m.room.join_rules||{'join_rule':'PUBLIC'}|join_rule",
        "m.room.join_rules||{}|join_rule",
        "m.room.send_event_level||{'level':-5}|ok",
        "m.room.send_event_level||{'level':1e2}|ok",
        "m.room.send_event_level||{'level':'5'}|level",
        "m.room.send_event_level||{'level':5.5}|level",
        "m.room.send_event_level||{'level':true}|level",
        "m.room.send_event_level||{'level':9007199254740992}|level",
        "m.room.send_event_level||{}|level",
        "m.room.add_state_level||{'level':0}|ok",
        "m.room.add_state_level||{'level':null}|level",
        "m.room.ops_levels||{'ban_level':1,'kick_level':2,'redact_level':3}|ok",
        "m.room.ops_levels||{}|ok",
        "m.room.ops_levels||{'ban_level':'1'}|ban_level",
        "m.room.ops_levels||{'kick_level':1.1}|kick_level",
        "m.room.ops_levels||{'redact_level':[]}|redact_level",
        "m.room.power_levels||{'@a:b':50,'default':-1}|ok",
        "m.room.power_levels||{}|ok",
        "m.room.power_levels||{'a':50}|user IDs",
        "m.room.power_levels||{'@a:b':'50'}|@a:b",
        "m.room.power_levels||{'default':null}|default",
        "m.room.aliases|b|{'aliases':['#a:b']}|ok",
        "m.room.aliases|b|{'aliases':[1]}|aliases",
        "m.room.aliases|b|{'aliases':'#a:b'}|aliases",
        "m.room.aliases|b|{}|aliases",
        "m.room.redaction||{}|redaction",
        "org.x.custom||{}|ok"
      })
  void state(String type, String key, String content, String named) {
    EventDraft draft = EventDraft.state(BOB, type, key == null ? "" : key, Texts.object(content));
    assertProblem(draft, named);
  }

  @ParameterizedTest(name = "{0} sent: {1}: named {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "ok",
      value = {
        "m.room.message|{'msgtype':'m.text','body':'b'}|ok",
        "m.room.message|{'msgtype':'m.text'}|ok",
        "m.room.message|{'msgtype':'org.x'}|ok",
        "m.room.message|{'body':'b'}|msgtype",
        "m.room.message|{'msgtype':1}|msgtype",
        "m.room.message.feedback|{'target_event_id':'e','type':'read'}|ok",
        "m.room.message.feedback|{'target_event_id':'e','type':'delivered'}|ok",
        "m.room.message.feedback|{'target_event_id':'e','type':'seen'}|type",
        "m.room.message.feedback|{'target_event_id':'e'}|type",
        "m.room.message.feedback|{'type':'read'}|target_event_id",
        "m.room.redaction|{}|redacts",
        "m.room.name|{}|ok",
        "m.call.invite|{}|ok"
      })
  void messages(String type, String content, String named) {
    assertProblem(EventDraft.message(BOB, type, Texts.object(content)), named);
  }

  @ParameterizedTest(name = "{0} is refused as a non-state event")
  @ValueSource(
      strings = {
        EventType.MEMBER,
        EventType.CREATE,
        EventType.POWER_LEVELS,
        EventType.JOIN_RULES,
        EventType.ADD_STATE_LEVEL,
        EventType.SEND_EVENT_LEVEL,
        EventType.OPS_LEVELS,
        EventType.ALIASES
      })
  void stateOnlyTypes(String type) {
    assertProblem(EventDraft.message(BOB, type, Texts.object("{}")), type);
  }

  @Test
  void redactionWithATargetIsFine() {
    assertProblem(EventDraft.redaction(BOB, new EventId("e@x"), Texts.object("{}")), null);
  }

  @Test
  void namesHaveLimits() {
    assertProblem(EventDraft.message(BOB, "", Texts.object("{}")), "type");
    assertProblem(EventDraft.message(BOB, "x".repeat(256), Texts.object("{}")), "type");
    assertProblem(EventDraft.message(BOB, "x".repeat(255), Texts.object("{}")), null);
    assertProblem(EventDraft.state(BOB, "x", "k".repeat(256), Texts.object("{}")), "state key");
    assertProblem(EventDraft.state(BOB, "x", "k\0", Texts.object("{}")), "U+0000");
  }

  private static void assertProblem(EventDraft draft, String named) {
    Optional<String> problem = ContentRules.findProblem(draft);
    if (named == null) {
      assertThat(problem).isEmpty();
    } else {
      assertThat(problem).hasValueSatisfying(p -> assertThat(p).contains(named).endsWith("."));
    }
  }
}
