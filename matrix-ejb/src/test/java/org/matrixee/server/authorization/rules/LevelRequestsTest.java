package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.server.fixtures.StateBuilder;
import org.matrixee.server.fixtures.Texts;

/** 2014: authorization-v1, section 1. v1.19: client-server, "m.room.power_levels". */
@DisplayName("levels that clients of one generation set in rooms of the other")
class LevelRequestsTest {
  private static final StateMap ROOM =
      StateBuilder.bare()
          .set(
              EventType.POWER_LEVELS,
              "",
              "{'@alice:example.org':100,'@bob:example.org':50,'default':5}",
              50L)
          .set(EventType.SEND_EVENT_LEVEL, "", "{'level':3,'org.x':1}", 50L)
          .set(EventType.OPS_LEVELS, "", "{'ban_level':60,'org.x':'y'}", 100L)
          .set(EventType.NAME, "", "{'name':'x'}", 40L)
          .build();

  private static final JsonObject SHOWN = LevelTranslation.toCurrent(ROOM);

  private static JsonObject changed(String key, String value) {
    return JsonProvider.provider()
        .createObjectBuilder(SHOWN)
        .add(key, Texts.object("{'v':" + value + "}").get("v"))
        .build();
  }

  @Test
  void whatIsShownChangesNothing() {
    assertThat(LevelRequests.in2014(ROOM, SHOWN)).isEmpty();
    StateMap bare = StateBuilder.bare().build();
    assertThat(LevelRequests.in2014(bare, LevelTranslation.toCurrent(bare))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} -> {2} {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ban            | 70 | m.room.ops_levels |"
            + " 'ban_level':70,'kick_level':50,'redact_level':50,'org.x':'y'",
        "kick           | 0  | m.room.ops_levels |"
            + " 'ban_level':60,'kick_level':0,'redact_level':50,'org.x':'y'",
        "redact         | -1 | m.room.ops_levels |"
            + " 'ban_level':60,'kick_level':50,'redact_level':-1,'org.x':'y'",
        "state_default  | 10 | m.room.add_state_level | 'level':10",
        "events_default | 0  | m.room.send_event_level | 'level':0,'org.x':1",
        "users_default  | 6  | m.room.power_levels |"
            + " '@alice:example.org':100,'@bob:example.org':50,'default':6",
        "users | {'@alice:example.org':100} | m.room.power_levels |"
            + " '@alice:example.org':100,'default':5",
        "users | {} | m.room.power_levels | 'default':5"
      })
  void eachLevelHasItsEvent(String key, String value, String type, String content) {
    assertThat(LevelRequests.in2014(ROOM, changed(key, value)))
        .isEqualTo(Map.of(type, Texts.object("{" + content + "}")));
  }

  @Test
  void whoTakesTheOwnLevelAwayHasDoneTheRestByThen() {
    JsonObject all =
        Texts.object(
            "{'users':{'@bob:example.org':50},'ban':1,'kick':1,'redact':1,'events_default':1,"
                + "'state_default':1}");
    assertThat(List.copyOf(LevelRequests.in2014(ROOM, all).keySet()))
        .containsExactly(
            EventType.OPS_LEVELS,
            EventType.ADD_STATE_LEVEL,
            EventType.SEND_EVENT_LEVEL,
            EventType.POWER_LEVELS);
  }

  @Test
  void whatIsLeftOutHasItsUsualValue() {
    JsonObject users = Texts.object("{'users':{'@alice:example.org':100}}");
    assertThat(LevelRequests.in2014(ROOM, users))
        .containsEntry(
            EventType.OPS_LEVELS,
            Texts.object("{'ban_level':50,'kick_level':50,'redact_level':50,'org.x':'y'}"))
        .containsEntry(EventType.SEND_EVENT_LEVEL, Texts.object("{'level':0,'org.x':1}"))
        .containsEntry(
            EventType.POWER_LEVELS, Texts.object("{'@alice:example.org':100,'default':0}"))
        .hasSize(3);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "events | {'m.room.name':41} | m.room.name",
        "events | {'org.x':50} | org.x",
        "events | 5 | events",
        "users | [] | users",
        "users | {'@alice:example.org':'100'} | @alice:example.org",
        "invite | 50 | invite",
        "notifications | {'room':20} | notifications",
        "org.x | 1 | org.x",
        "ban | true | ban",
        "kick | 1.5 | kick",
        "redact | 9007199254740992 | redact",
        "users_default | null | users_default"
      })
  void whatARoomOf2014CannotSayIsRefused(String key, String value, String named) {
    assertThatExceptionOfType(MatrixException.class)
        .isThrownBy(() -> LevelRequests.in2014(ROOM, changed(key, value)))
        .withMessageContaining(named)
        .extracting(MatrixException::code)
        .isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void usualNotificationsMayBeSaid() {
    assertThat(LevelRequests.in2014(ROOM, changed("notifications", "{'room':50}"))).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "m.room.power_levels | {'@bob:b':7,'@c:b':9,'default':2} |"
            + " 'ban':1,'users':{'@bob:b':7},'users_default':2",
        "m.room.power_levels | {} | 'ban':1,'users':{},'users_default':0",
        "m.room.send_event_level | {'level':9} | 'ban':1,'users':{'@a:b':1},'events_default':9",
        "m.room.add_state_level | {'level':8} | 'ban':1,'users':{'@a:b':1},'state_default':8",
        "m.room.ops_levels | {'ban_level':3,'redact_level':4} |"
            + " 'ban':3,'users':{'@a:b':1},'kick':50,'redact':4"
      })
  void aRoomOfTodayKeepsTheRest(String type, String sent, String content) {
    JsonObject present = Texts.object("{'ban':1,'users':{'@a:b':1}}");
    assertThat(LevelRequests.inCurrent(present, Set.of("@c:b"), type, Texts.object(sent)))
        .isEqualTo(Texts.object("{" + content + "}"));
  }
}
