package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.fixtures.RoomTimeline;
import org.matrixee.server.fixtures.StateBuilder;

/** The first events of a room, repetitions, and which slots judging needs. */
@DisplayName("client-api-v1, 6.3: creation; authorization-v1, 3: no effect")
class RoomCreation2014Test {
  private static final StateBuilder CREATED =
      StateBuilder.nothing().set(EventType.CREATE, "", "{'creator':'@alice:example.org'}", 100L);

  @Test
  void createIsTheFirstEvent() {
    EventDraft create =
        Verdicts.byServer(ALICE, EventType.CREATE, "", "{'creator':'@alice:example.org'}");
    assertThat(Verdicts.of(create, StateBuilder.nothing())).isEqualTo("ok");
    assertThat(Verdicts.of(create, StateBuilder.nothing().set("org.x", "{}")))
        .isEqualTo("create.exists");
  }

  @Test
  void createNamesItsSenderAndHasAnEmptyKey() {
    StateBuilder none = StateBuilder.nothing();
    EventDraft other =
        Verdicts.state(BOB, EventType.CREATE, "", "{'creator':'@alice:example.org'}");
    assertThat(Verdicts.of(other, none)).isEqualTo("create.creator");
    assertThat(Verdicts.of(Verdicts.state(BOB, EventType.CREATE, "", "{}"), none))
        .isEqualTo("create.creator");
    EventDraft keyed = Verdicts.state(BOB, EventType.CREATE, "x", "{'creator':'@bob:example.org'}");
    assertThat(Verdicts.of(keyed, none)).isEqualTo("create.state-key");
  }

  @Test
  void onlyTheCreatorJoinsAnEmptyRoom() {
    assertThat(Verdicts.of(join(ALICE), CREATED)).isEqualTo("ok");
    assertThat(Verdicts.of(join(BOB), CREATED)).isEqualTo("member.join.not-invited");
  }

  @Test
  void creatorWhoLeftHasNoSpecialRight() {
    assertThat(Verdicts.of(join(ALICE), CREATED.member(ALICE, "leave")))
        .isEqualTo("member.join.not-invited");
    assertThat(
            Verdicts.of(join(ALICE), CREATED.set(EventType.JOIN_RULES, "{'join_rule':'invite'}")))
        .isEqualTo("member.join.not-invited");
  }

  @Test
  void serverSendsCreationStateForTheCreatorOnly() {
    StateBuilder strict = CREATED.set(EventType.ADD_STATE_LEVEL, "{'level':1000}");
    EventDraft name = Verdicts.byServer(ALICE, EventType.NAME, "", "{'name':'n'}");
    assertThat(Verdicts.of(name, strict)).as("before the join").isEqualTo("ok");
    assertThat(Verdicts.of(name, strict.member(ALICE, "join"))).isEqualTo("ok");
    assertThat(Verdicts.of(name, strict.member(ALICE, "leave"))).isEqualTo("sender.not-joined");
    EventDraft byBob = Verdicts.byServer(BOB, EventType.NAME, "", "{'name':'n'}");
    assertThat(Verdicts.of(byBob, strict)).isEqualTo("sender.not-joined");
    EventDraft byClient = Verdicts.state(ALICE, EventType.NAME, "", "{'name':'n'}");
    assertThat(Verdicts.of(byClient, strict)).isEqualTo("sender.not-joined");
  }

  @Test
  void wholeCreationIsLegal() {
    RoomTimeline room =
        RoomTimeline.privateRoom()
            .invite(ALICE, BOB)
            .join(BOB)
            .message(BOB, "hi")
            .state(ALICE, EventType.NAME, "", "{'name':'n'}");
    assertThat(room.state().entries()).hasSize(9);
    assertThat(room.last().event().requiredPowerLevel()).isEqualTo(50);
  }

  @Test
  @DisplayName("join when joined, invite when invited, ban when banned have no effect")
  void repetitions() {
    assertThat(repeats("join", "join", ALICE)).isTrue();
    assertThat(repeats("invite", "invite", BOB)).isTrue();
    assertThat(repeats("ban", "ban", BOB)).isTrue();
    assertThat(repeats("leave", "leave", BOB)).isFalse();
    assertThat(repeats("invite", "join", BOB)).isFalse();
    assertThat(repeats("none", "join", BOB)).isFalse();
    EventDraft message = EventDraft.message(ALICE, EventType.MESSAGE, join(ALICE).content());
    assertThat(
            RepeatedMembership.isNoEffect(AuthCandidate.of(message), StateBuilder.bare().build()))
        .isFalse();
  }

  @Test
  void newDisplayNameIsNoRepetition() {
    EventDraft renamed =
        Verdicts.byServer(
            ALICE, EventType.MEMBER, ALICE.value(), "{'membership':'join','displayname':'A'}");
    StateBuilder room = StateBuilder.bare();
    assertThat(RepeatedMembership.isNoEffect(AuthCandidate.of(renamed), room.build())).isFalse();
    EventDraft same =
        Verdicts.byServer(ALICE, EventType.MEMBER, ALICE.value(), "{'membership':'join'}");
    assertThat(RepeatedMembership.isNoEffect(AuthCandidate.of(same), room.build())).isTrue();
  }

  @Test
  void slotsAreThoseOfLevelsSenderAndTarget() {
    EventDraft invite =
        Verdicts.state(BOB, EventType.MEMBER, CAROL.value(), "{'membership':'invite'}");
    assertThat(AuthSlots.of(AuthCandidate.of(invite)))
        .containsAll(AuthSlots.levels())
        .contains(StateTuple.member(BOB), StateTuple.member(CAROL))
        .hasSize(8);
    EventDraft message = EventDraft.message(BOB, EventType.MESSAGE, invite.content());
    assertThat(AuthSlots.of(AuthCandidate.of(message))).hasSize(7);
  }

  @Test
  void eventsAreJudgedLikeDrafts() {
    RoomTimeline room = RoomTimeline.publicRoom();
    RoomAuthorizer rules = RoomRules.of(RoomVersion.V2014).authorizer(AuthOptions.STRICT);
    assertThat(rules.check(room.join(BOB).last().event(), room.state()).isAllowed()).isTrue();
    assertThat(
            rules
                .check(
                    room.join(BOB).message(BOB, "x").last().event(),
                    room.member(ALICE, BOB, "ban").state())
                .isAllowed())
        .isFalse();
  }

  private static boolean repeats(String current, String next, UserId target) {
    EventDraft draft =
        Verdicts.state(ALICE, EventType.MEMBER, target.value(), "{'membership':'" + next + "'}");
    return RepeatedMembership.isNoEffect(
        AuthCandidate.of(draft), StateBuilder.bare().member(target, current).build());
  }

  private static EventDraft join(UserId user) {
    return Verdicts.state(user, EventType.MEMBER, user.value(), "{'membership':'join'}");
  }
}
