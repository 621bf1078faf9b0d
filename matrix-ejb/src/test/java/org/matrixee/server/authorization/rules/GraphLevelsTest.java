package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;

import jakarta.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.EventType;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.LevelSyntax;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.fixtures.GraphRoom;
import org.matrixee.server.fixtures.StateBuilder;
import org.matrixee.server.fixtures.Texts;

/** Spec: client-server, "m.room.power_levels"; room version 1, "Deprecated event content". */
@DisplayName("levels of the room versions 1 to 12, and their translation")
class GraphLevelsTest {
  @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
  @CsvSource({
    "50, 50, 50, 50",
    "-5, -5, -5, -5",
    "'\"50\"', 50, 50, none",
    "'\"000100\"', 100, 100, none",
    "'\" +100 \"', 100, 100, none",
    "'\" -100 \"', -100, -100, none",
    "'\"- 100\"', none, none, none",
    "'\"1e2\"', none, none, none",
    "'\"\"', none, none, none",
    "'\"50.5\"', none, none, none",
    "50.57, 50, none, none",
    "-50.57, -50, none, none",
    "5.1146988E4, 51146, none, none",
    "true, none, none, none",
    "[50], none, none, none",
    "99999999999999999999, 9223372036854775806, 9223372036854775806, 9223372036854775806"
  })
  void syntax(String json, String loose, String strings, String integers) {
    JsonObject object = Texts.exact("{\"a\":" + json + "}");
    assertThat(text(object, LevelSyntax.NUMBERS_AND_STRINGS)).isEqualTo(loose);
    assertThat(text(object, LevelSyntax.INTEGERS_AND_STRINGS)).isEqualTo(strings);
    assertThat(text(object, LevelSyntax.INTEGERS)).isEqualTo(integers);
  }

  private static String text(JsonObject object, LevelSyntax syntax) {
    Long level = GraphLevel.parse(object.get("a"), syntax);
    return level == null ? "none" : String.format(Locale.ROOT, "%d", level);
  }

  private static PowerLevels read(GraphRoom room) {
    return PowerLevelsReaders.of(room.rules().auth()).read(room.state());
  }

  @Test
  void withoutPowerLevelsTheCreatorHas100() {
    for (int version = 1; version <= 12; version++) {
      PowerLevels levels = read(GraphRoom.of(version));
      assertThat(levels.of(ALICE)).isEqualTo(version < 12 ? 100 : PowerLevels.ABOVE_ALL);
      assertThat(levels.of(BOB)).isZero();
      assertThat(levels.needed(EventType.MESSAGE, false)).isZero();
      assertThat(levels.needed(EventType.NAME, true)).isEqualTo(50);
      assertThat(levels.invite()).isZero();
      assertThat(levels.ban()).isEqualTo(50);
      assertThat(levels.kick()).isEqualTo(50);
      assertThat(levels.redact()).isEqualTo(50);
    }
  }

  @Test
  void readersOfAllVersionsAgreeWithTheRules() {
    for (int version = 1; version <= 12; version++) {
      GraphRoom room = GraphCases.leveled(GraphRoom.of(version));
      PowerLevels levels = read(room);
      GraphLevels rules = GraphLevels.of((AuthRules.EventGraph) room.rules().auth(), room.state());
      assertThat(levels.of(ALICE)).isEqualTo(rules.of(ALICE.value()));
      assertThat(levels.of(BOB)).isEqualTo(rules.of(BOB.value())).isEqualTo(50);
      assertThat(levels.of(CAROL)).isEqualTo(rules.of(CAROL.value())).isZero();
      assertThat(levels.needed("org.x.high", true)).isEqualTo(80);
      assertThat(levels.needed("org.x.high", true)).isEqualTo(rules.needed("org.x.high", true));
      assertThat(levels.invite()).isEqualTo(10);
      assertThat(levels.ban()).isEqualTo(60);
    }
  }

  @Test
  @DisplayName("a room of 2014 in the words of today")
  void translationToCurrent() {
    JsonObject current =
        LevelTranslation.toCurrent(
            StateBuilder.bare()
                .set(
                    EventType.POWER_LEVELS,
                    "",
                    "{'@alice:example.org':100,'@Bob:example.org':50,'default':5}",
                    50L)
                .set(EventType.ADD_STATE_LEVEL, "", "{'level':40}", 100L)
                .set(EventType.SEND_EVENT_LEVEL, "", "{'level':3}", 50L)
                .set(
                    EventType.OPS_LEVELS,
                    "",
                    "{'ban_level':60,'kick_level':70,'redact_level':30}",
                    100L)
                .set(EventType.NAME, "", "{'name':'x'}", 50L)
                .set(EventType.TOPIC, "{'topic':'x'}")
                .set("org.x", "a", "{}", 10L)
                .set("org.x", "b", "{}", 20L)
                .build());
    assertThat(current)
        .isEqualTo(
            Texts.object(
                "{'ban':60,'kick':70,'redact':30,'invite':0,'events_default':3,'state_default':40,"
                    + "'users':{'@alice:example.org':100,'@bob:example.org':50},'users_default':5,"
                    + "'events':{'m.room.power_levels':50,'m.room.add_state_level':100,"
                    + "'m.room.send_event_level':50,'m.room.ops_levels':100,'m.room.name':50,"
                    + "'m.room.topic':0,'org.x':20,'m.room.redaction':30}}"));
  }

  @Test
  void newRoomOf2014InTheWordsOfToday() {
    assertThat(LevelTranslation.toCurrent(StateBuilder.bare().build()))
        .isEqualTo(
            Texts.object(
                "{'ban':50,'kick':50,'redact':50,'invite':0,'events_default':50,"
                    + "'state_default':50,'users':{'@alice:example.org':100},'users_default':0,"
                    + "'events':{'m.room.redaction':50}}"));
  }

  @Test
  void lowestMemberMayDoWhatNeedsNoLevel() {
    JsonObject current =
        LevelTranslation.toCurrent(
            StateBuilder.bare()
                .set(EventType.POWER_LEVELS, "{'@bob:example.org':-7,'default':-2}")
                .set(EventType.TOPIC, "{'topic':'x'}")
                .build());
    assertThat(current.getInt("invite")).isEqualTo(-7);
    assertThat(current.getJsonObject("events").getInt(EventType.TOPIC)).isEqualTo(-7);
  }

  @Test
  @DisplayName("a translated room judges like the one of 2014")
  void translationIsReadAsTheSameLevels() {
    StateBuilder old =
        StateBuilder.bare()
            .set(EventType.POWER_LEVELS, "{'@bob:example.org':50,'default':1}")
            .set(EventType.SEND_EVENT_LEVEL, "{'level':2}");
    PowerLevels before = new SeparateEventLevels().read(old.build());
    GraphRoom room =
        GraphRoom.of(10)
            .levels(LevelTranslation.toCurrent(old.build()).toString().replace('"', '\''));
    PowerLevels after = read(room);
    assertThat(after.users()).isEqualTo(before.users());
    assertThat(after.usersDefault()).isEqualTo(before.usersDefault());
    assertThat(after.send()).isEqualTo(before.send());
    assertThat(after.addState()).isEqualTo(before.addState());
    assertThat(after.ban()).isEqualTo(before.ban());
    assertThat(after.kick()).isEqualTo(before.kick());
    assertThat(after.redact()).isEqualTo(before.redact());
  }

  @Test
  @DisplayName("a room of today in the words of 2014")
  void translationTo2014() {
    Map<String, JsonObject> events =
        LevelTranslation.to2014(read(GraphCases.leveled(GraphRoom.of(12))));
    assertThat(events)
        .containsEntry(
            EventType.POWER_LEVELS,
            Texts.object(
                "{'@alice:example.org':9007199254740991,'@bob:example.org':50,'default':0}"))
        .containsEntry(EventType.SEND_EVENT_LEVEL, Texts.object("{'level':0}"))
        .containsEntry(EventType.ADD_STATE_LEVEL, Texts.object("{'level':50}"))
        .containsEntry(
            EventType.OPS_LEVELS,
            Texts.object("{'ban_level':60,'kick_level':50,'redact_level':50}"))
        .hasSize(4);
  }
}
