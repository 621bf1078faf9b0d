package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.DORA;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.fixtures.StateBuilder;
import org.matrixee.server.fixtures.Texts;

/** authorization-v1, section 2: every row, allowed and denied, and the order of the checks. */
@DisplayName("authorization-v1, 2: non-membership events")
class RoomRules2014Test {
  @Nested
  @DisplayName("A1: send a non-state event")
  class A1 {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = {"m.room.message", "m.call.invite", "m.room.message.feedback", "org.x.custom"})
    void anyType(String type) {
      StateBuilder room = room(10).set(EventType.SEND_EVENT_LEVEL, "{'level':10}");
      EventDraft draft = message(type);
      assertThat(Verdicts.of(draft, room)).isEqualTo("ok");
      assertThat(Verdicts.of(draft, levels(room, 9))).isEqualTo("send.level");
    }

    @Test
    @DisplayName("a negative level mutes under a send level of 0")
    void muting() {
      StateBuilder room = room(-1).set(EventType.SEND_EVENT_LEVEL, "{'level':0}");
      assertThat(Verdicts.of(message(EventType.MESSAGE), room)).isEqualTo("send.level");
    }

    @Test
    @DisplayName("C3: without a send level event 50 is needed")
    void absentMeansFifty() {
      assertThat(Verdicts.of(message(EventType.MESSAGE), room(50))).isEqualTo("ok");
      assertThat(Verdicts.of(message(EventType.MESSAGE), room(49))).isEqualTo("send.level");
    }
  }

  @ParameterizedTest(name = "A2, C4: new key, level {0}, add-state level {1}: {2}")
  @CsvSource({
    "50, absent, ok",
    "49, absent, state.add-level",
    "7, 7, ok",
    "6, 7, state.add-level",
    "0, 0, ok"
  })
  void newKey(long level, String addState, String expected) {
    StateBuilder room = room(level);
    if (!addState.equals("absent")) {
      room = room.set(EventType.ADD_STATE_LEVEL, "{'level':" + addState + "}");
    }
    assertThat(Verdicts.of(Verdicts.state(BOB, "org.x", "k", "{}"), room)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "A3, C4: replace, level {0}, protection {1}: {2}")
  @CsvSource({
    "0, , ok",
    "-5, , ok",
    "30, 30, ok",
    "29, 30, state.protected",
    "99, 100, state.protected",
    "0, 0, ok",
    "-1, 0, state.protected"
  })
  void replace(long level, @Nullable Long protection, String expected) {
    StateBuilder room =
        room(level)
            .set("org.x", "k", "{}", protection)
            .set(EventType.ADD_STATE_LEVEL, "{'level':100}");
    assertThat(Verdicts.of(Verdicts.state(BOB, "org.x", "k", "{'a':1}"), room)).isEqualTo(expected);
  }

  @Test
  @DisplayName("A4, C12: m.room.create is never written again, whatever the key and level")
  void createNever() {
    assertThat(Verdicts.of(create(ALICE, ""), StateBuilder.bare())).isEqualTo("create.exists");
    assertThat(Verdicts.of(create(ALICE, "x"), StateBuilder.bare())).isEqualTo("create.exists");
    EventDraft byServer =
        Verdicts.byServer(ALICE, EventType.CREATE, "", "{'creator':'@alice:example.org'}");
    assertThat(Verdicts.of(byServer, StateBuilder.bare())).isEqualTo("create.exists");
  }

  @Test
  @DisplayName(
      "A5, C11: m.room.aliases is the server's alone; it needs a user in the room, no level")
  void aliases() {
    String content = "{'aliases':['#a:example.org']}";
    StateBuilder room = room(0).set(EventType.ADD_STATE_LEVEL, "{'level':100}");
    EventDraft byClient = Verdicts.state(ALICE, EventType.ALIASES, "example.org", content);
    assertThat(Verdicts.of(byClient, room)).isEqualTo("aliases.by-client");
    EventDraft own = Verdicts.byServer(BOB, EventType.ALIASES, "example.org", content);
    assertThat(Verdicts.of(own, room)).isEqualTo("ok");
    EventDraft ofOutsider = Verdicts.byServer(DORA, EventType.ALIASES, "faraway.net:8448", "{}");
    assertThat(Verdicts.of(ofOutsider, room)).isEqualTo("sender.not-joined");
    EventDraft other = Verdicts.byServer(BOB, EventType.ALIASES, "faraway.net:8448", content);
    assertThat(Verdicts.of(other, room)).isEqualTo("aliases.other-server");
  }

  @ParameterizedTest(name = "A7, A8: {0} needs the add-state level when new, its own when not")
  @CsvSource({
    "m.room.send_event_level, {'level':0}",
    "m.room.add_state_level, {'level':0}",
    "m.room.ops_levels, '{''ban_level'':0,''kick_level'':0,''redact_level'':0}'",
    "m.room.join_rules, {'join_rule':'public'}",
    "m.room.name, {'name':'n'}",
    "m.room.topic, {'topic':'t'}",
    "org.x.custom, {}"
  })
  void standardState(String type, String content) {
    EventDraft draft = Verdicts.state(BOB, type, "", content);
    StateBuilder bare = StateBuilder.bare().member(BOB, "join");
    assertThat(Verdicts.of(draft, levels(bare, 0))).isNotEqualTo("ok");
    StateBuilder guarded = levels(bare, 60).set(type, "", "{'level':60}", 60L);
    assertThat(Verdicts.of(draft, levels(guarded, 59))).isEqualTo("state.protected");
    assertThat(Verdicts.of(draft, guarded)).isEqualTo("ok");
  }

  @Test
  @DisplayName("A6: m.room.power_levels like other state, and section 5")
  void powerLevels() {
    EventDraft draft = Verdicts.state(BOB, EventType.POWER_LEVELS, "", "{'@bob:example.org':60}");
    StateBuilder bare = StateBuilder.bare().member(BOB, "join");
    assertThat(Verdicts.of(draft, bare)).isEqualTo("state.add-level");
    StateBuilder guarded = bare.set(EventType.POWER_LEVELS, "", "{'@bob:example.org':59}", 60L);
    assertThat(Verdicts.of(draft, guarded)).isEqualTo("state.protected");
    guarded = bare.set(EventType.POWER_LEVELS, "", "{'@bob:example.org':59}", 59L);
    assertThat(Verdicts.of(draft, guarded)).isEqualTo("power-levels.raise");
    guarded = bare.set(EventType.POWER_LEVELS, "", "{'@bob:example.org':60}", 60L);
    assertThat(Verdicts.of(draft, guarded)).isEqualTo("ok");
  }

  @ParameterizedTest(name = "A7: level {0}: {1} from {2} to {3}: {4}")
  @CsvSource({
    "50, m.room.send_event_level, {'level':0}, {'level':50}, ok",
    "50, m.room.send_event_level, {'level':0}, {'level':51}, levels.above-own",
    "50, m.room.send_event_level, {'level':60}, {'level':40}, levels.change-above-own",
    "50, m.room.send_event_level, {'level':60}, {'level':60}, levels.above-own",
    "50, m.room.send_event_level, {'level':60}, {}, levels.change-above-own",
    "40, m.room.send_event_level, {'level':0}, {}, levels.above-own",
    "50, m.room.add_state_level, {'level':0}, {'level':50}, ok",
    "50, m.room.add_state_level, {'level':0}, {'level':51}, levels.above-own",
    "50, m.room.add_state_level, {'level':60}, {'level':40}, levels.change-above-own",
    "50, m.room.ops_levels, {'kick_level':0}, {'kick_level':50}, ok",
    "50, m.room.ops_levels, {'kick_level':0}, {'kick_level':51}, levels.above-own",
    "50, m.room.ops_levels, {'kick_level':60}, {'kick_level':50}, levels.change-above-own",
    "50, m.room.ops_levels, {'ban_level':0}, {'ban_level':51}, levels.above-own",
    "50, m.room.ops_levels, {'ban_level':60}, {'ban_level':50}, levels.change-above-own",
    "50, m.room.ops_levels, {'redact_level':0}, {'redact_level':51}, levels.above-own",
    "50, m.room.ops_levels, {'redact_level':60}, {'redact_level':50}, levels.change-above-own",
    "40, m.room.ops_levels, {'kick_level':20}, {}, levels.above-own",
    "40, m.room.ops_levels, {'kick_level':20}, {'kick_level':30}, ok"
  })
  void levelsOfActions(long own, String type, String before, String after, String expected) {
    StateBuilder room = room(own).set(type, before);
    assertThat(Verdicts.of(Verdicts.state(BOB, type, "", after), room)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "A9: level {0}, send level {1}, redact level {2}: {3}")
  @CsvSource({
    "50, 0, 50, ok",
    "49, 0, 50, redaction.level",
    "50, 60, 50, send.level",
    "0, 0, 0, ok"
  })
  void redactions(long level, long send, long redact, String expected) {
    StateBuilder room =
        room(level)
            .set(EventType.SEND_EVENT_LEVEL, "{'level':" + send + "}")
            .set(EventType.OPS_LEVELS, "{'redact_level':" + redact + "}");
    EventDraft own = EventDraft.redaction(BOB, new EventId("bobs@example.org"), Texts.object("{}"));
    assertThat(Verdicts.of(own, room)).as("C13: no exemption for one's own").isEqualTo(expected);
  }

  @Test
  @DisplayName("A9: a redaction names what it redacts")
  void redactionWithoutTarget() {
    StateBuilder room = room(100);
    assertThat(Verdicts.of(message(EventType.REDACTION), room)).isEqualTo("redaction.no-target");
  }

  @ParameterizedTest(name = "joined: who is {0} fails every row")
  @ValueSource(strings = {"none", "invite", "leave", "ban", "knock"})
  void onlyJoinedUsers(String membership) {
    StateBuilder room = levels(StateBuilder.bare(), 100).member(BOB, membership).set("org.x", "{}");
    assertThat(Verdicts.of(message(EventType.MESSAGE), room)).isEqualTo("sender.not-joined");
    assertThat(Verdicts.of(Verdicts.state(BOB, "org.x", "", "{}"), room))
        .isEqualTo("sender.not-joined");
    assertThat(Verdicts.of(Verdicts.state(BOB, "org.y", "", "{}"), room))
        .isEqualTo("sender.not-joined");
    assertThat(Verdicts.of(Verdicts.state(BOB, EventType.POWER_LEVELS, "", "{}"), room))
        .isEqualTo("sender.not-joined");
    EventDraft redaction =
        EventDraft.redaction(BOB, new EventId("x@example.org"), Texts.object("{}"));
    assertThat(Verdicts.of(redaction, room)).isEqualTo("sender.not-joined");
  }

  @Test
  @DisplayName("A12: set typing")
  void typing() {
    RoomAuthorizer rules = RoomRules.of(RoomVersion.V2014).authorizer(AuthOptions.STRICT);
    assertThat(rules.checkJoined(BOB, room(-100).build()).isAllowed()).isTrue();
    assertThat(rules.checkJoined(BOB, StateBuilder.bare().member(BOB, "invite").build()))
        .isEqualTo(Verdict.denied("sender.not-joined", RoomAuthorizer.NO_ACCESS));
    assertThat(rules.checkJoined(BOB, StateBuilder.nothing().build()).isAllowed()).isFalse();
  }

  @Test
  @DisplayName("C16: unknown rooms, rooms one is not in and private rooms are told apart by nobody")
  void refusalsDoNotLeak() {
    RoomAuthorizer rules = RoomRules.of(RoomVersion.V2014).authorizer(AuthOptions.STRICT);
    EventDraft message = message(EventType.MESSAGE);
    EventDraft join = Verdicts.state(BOB, EventType.MEMBER, BOB.value(), "{'membership':'join'}");
    assertThat(Verdicts.of(message, StateBuilder.nothing())).isEqualTo("room.unknown");
    for (StateBuilder room : new StateBuilder[] {StateBuilder.nothing(), StateBuilder.bare()}) {
      for (EventDraft draft : new EventDraft[] {message, join}) {
        assertThat(rules.check(draft, room.build()))
            .isInstanceOfSatisfying(
                Verdict.Denied.class,
                denied -> assertThat(denied.reason()).isEqualTo(RoomAuthorizer.NO_ACCESS));
      }
    }
  }

  @Test
  @DisplayName(
      "the order of the checks: room, joined, add-state, protection, levels of the content")
  void order() {
    EventDraft raise = Verdicts.state(BOB, EventType.POWER_LEVELS, "", "{'@bob:example.org':100}");
    StateBuilder noRoom = StateBuilder.nothing().set(EventType.POWER_LEVELS, "", "{}", 100L);
    assertThat(Verdicts.of(raise, noRoom)).isEqualTo("room.unknown");
    StateBuilder notJoined = StateBuilder.bare().set(EventType.POWER_LEVELS, "", "{}", 100L);
    assertThat(Verdicts.of(raise, notJoined)).isEqualTo("sender.not-joined");
    StateBuilder joined = StateBuilder.bare().member(BOB, "join");
    assertThat(Verdicts.of(raise, joined)).isEqualTo("state.add-level");
    assertThat(Verdicts.of(raise, joined.set(EventType.POWER_LEVELS, "", "{}", 100L)))
        .isEqualTo("state.protected");
    assertThat(Verdicts.of(raise, joined.set(EventType.POWER_LEVELS, "{}")))
        .isEqualTo("power-levels.raise");
    EventDraft redaction =
        EventDraft.redaction(BOB, new EventId("x@example.org"), Texts.object("{}"));
    assertThat(Verdicts.of(redaction, joined)).as("send before redact").isEqualTo("send.level");
  }

  private static EventDraft message(String type) {
    return EventDraft.message(BOB, type, Texts.object("{'msgtype':'m.text'}"));
  }

  private static EventDraft create(UserId sender, String key) {
    return Verdicts.state(sender, EventType.CREATE, key, "{'creator':'" + sender + "'}");
  }

  /** A room in which Bob has joined with a level. */
  private static StateBuilder room(long bob) {
    return levels(StateBuilder.bare().member(BOB, "join"), bob);
  }

  private static StateBuilder levels(StateBuilder room, long bob) {
    return room.set(EventType.POWER_LEVELS, "{'@bob:example.org':" + bob + "}");
  }
}
