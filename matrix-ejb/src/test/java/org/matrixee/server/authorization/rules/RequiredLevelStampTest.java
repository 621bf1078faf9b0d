package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.StateBuilder;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** authorization-v1, section 4: every row. */
@DisplayName("authorization-v1, 4: required_power_level on writes")
class RequiredLevelStampTest {
  @Test
  @DisplayName("events of room creation: as the table says")
  void creationChooses() {
    EventDraft draft =
        new EventDraft(EventType.JOIN_RULES, "", ALICE, Texts.object("{}"), null, 7L, true);
    assertThat(RequiredLevelStamp.of(draft, StateBuilder.bare().build())).isEqualTo(7);
  }

  @ParameterizedTest(name = "C5: replacing an event with {0}")
  @CsvSource(
      value = {"10", "0", "-1", "none"},
      nullValues = "none")
  void replacingCarriesOver(@Nullable Long before) {
    for (String type : new String[] {"m.room.name", "m.room.power_levels", "org.x"}) {
      StateBuilder room = StateBuilder.bare().set(type, "", "{}", before);
      assertThat(RequiredLevelStamp.of(Verdicts.state(BOB, type, "", "{}"), room.build()))
          .isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "new {0}: {1}")
  @CsvSource({
    "m.room.name, 50",
    "m.room.topic, 50",
    "m.room.join_rules, 100",
    "m.room.add_state_level, 100",
    "m.room.ops_levels, 100",
    "m.room.power_levels, 50",
    "m.room.send_event_level, 50",
    "org.x.custom,",
    "m.room.aliases,"
  })
  void newState(String type, @Nullable Long expected) {
    EventDraft draft = Verdicts.state(BOB, type, "", "{}");
    assertThat(RequiredLevelStamp.of(draft, StateBuilder.bare().build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "ban, C6: ban level {0}, level of the banned {1}: {2}")
  @CsvSource({"50, 0, 50", "50, 49, 50", "50, 50, 51", "50, 70, 71", "0, -5, 0", "absent, 0, 50"})
  void bans(String banLevel, long target, long expected) {
    StateBuilder room =
        StateBuilder.bare()
            .set(EventType.POWER_LEVELS, "{'@carol:example.org':" + target + "}")
            .member(CAROL, "join");
    if (!banLevel.equals("absent")) {
      room = room.set(EventType.OPS_LEVELS, "{'ban_level':" + banLevel + "}");
    }
    assertThat(RequiredLevelStamp.of(member("ban"), room.build())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "leaving the ban state by {0} removes it")
  @CsvSource({"leave", "invite"})
  void endOfBan(String membership) {
    StateBuilder room = StateBuilder.bare().member(CAROL, "ban", 60L);
    assertThat(RequiredLevelStamp.of(member(membership), room.build())).isNull();
  }

  @ParameterizedTest(name = "other member events, {0}: none")
  @CsvSource({"join", "invite", "leave", "knock"})
  void otherMemberEvents(String membership) {
    assertThat(RequiredLevelStamp.of(member(membership), StateBuilder.bare().build())).isNull();
  }

  @Test
  @DisplayName("events that are not state: none")
  void messages() {
    EventDraft draft = EventDraft.message(BOB, EventType.MESSAGE, Texts.object("{}"));
    assertThat(RequiredLevelStamp.of(draft, StateBuilder.bare().build())).isNull();
  }

  @ParameterizedTest(name = "received {0} from a sender with {1}: {2}")
  @CsvSource({"50, 100, 50", "100, 100, 100", "101, 100, 100", "50, -1, -1", ", 100,"})
  void fromFederation(@Nullable Long sent, long sender, @Nullable Long expected) {
    assertThat(RequiredLevelStamp.capped(sent, sender)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "in a given state, {0} of {1} with {2}: {3}")
  @CsvSource({
    "m.room.join_rules, @alice:example.org, 100, 100", // the creator, who has no level any more
    "m.room.join_rules, @alice:example.org, 101, 100",
    "m.room.topic, @carol:example.org, 50, 50", // as anybody's topic
    "m.room.topic, @carol:example.org, 99, 50",
    "m.room.topic, @bob:example.org, 99, 60",
    "org.x, @carol:example.org, 99, 0",
    "org.x, @carol:example.org, -5, -5",
    "org.x, @bob:example.org, , "
  })
  void inAGivenState(String type, String sender, @Nullable Long sent, @Nullable Long expected) {
    assertThat(RequiredLevelStamp.believed(event(type, "", sender, sent, "{}"), given()))
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("in a given state, nobody protects himself, and a ban outranks the banned")
  void membershipsInAGivenState() {
    String carol = CAROL.value();
    Event join = event(EventType.MEMBER, carol, carol, Long.MAX_VALUE, "{'membership':'join'}");
    assertThat(RequiredLevelStamp.believed(join, given())).isZero();
    Event ban = event(EventType.MEMBER, BOB.value(), carol, 99L, "{'membership':'ban'}");
    assertThat(RequiredLevelStamp.believed(ban, given())).isEqualTo(61);
  }

  private static StateMap given() {
    return StateBuilder.bare().set(EventType.POWER_LEVELS, "{'@bob:example.org':60}").build();
  }

  private static Event event(
      String type, String key, String sender, @Nullable Long required, String content) {
    return new Event(
        new EventId("e@example.org"),
        Users.ROOM,
        type,
        key,
        new UserId(sender),
        Users.EXAMPLE,
        0,
        1,
        List.of(),
        List.of(),
        null,
        null,
        required,
        Texts.object(content),
        Texts.object(content));
  }

  private static EventDraft member(String membership) {
    return Verdicts.state(
        BOB, EventType.MEMBER, CAROL.value(), "{'membership':'" + membership + "'}");
  }
}
