package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.StateBuilder;

/** authorization-v1, section 3: every row, allowed and denied. */
@DisplayName("authorization-v1, 3: membership transitions")
class MembershipRules2014Test {
  @ParameterizedTest(name = "{0} -> join by oneself under {1}: {2}")
  @CsvSource({
    "none, public, ok",
    "leave, public, ok",
    "none, invite, member.join.not-invited",
    "leave, invite, member.join.not-invited",
    "none, knock, member.join.not-invited",
    "none, private, member.join.private",
    "invite, public, ok",
    "invite, invite, ok",
    "invite, knock, ok",
    "invite, private, member.join.private",
    "join, public, ok",
    "join, private, ok",
    "ban, public, member.join.banned",
    "ban, invite, member.join.banned",
    "knock, invite, member.join.not-invited",
    "none, absent, member.join.not-invited",
    "invite, absent, ok",
    "none, unknown, member.join.private"
  })
  void join(String current, String joinRule, String expected) {
    StateBuilder state = StateBuilder.bare().member(BOB, current);
    if (!joinRule.equals("absent")) {
      state = state.set(EventType.JOIN_RULES, "{'join_rule':'" + joinRule + "'}");
    }
    assertThat(Verdicts.of(member(BOB, BOB, "join"), state)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> join by another: never")
  @CsvSource({"none", "invite", "join", "leave", "ban"})
  void joinForAnother(String current) {
    assertThat(verdict(current, "join", 100, 0, "join", null)).isEqualTo("member.join.other-user");
  }

  @ParameterizedTest(
      name = "{0} -> {1} by another: caller level {2}, target level {3}, caller is {4}: {6}")
  @CsvSource({
    // invite
    "none,   invite, 0,  0,  join,   , ok",
    "leave,  invite, 0,  0,  join,   , ok",
    "none,   invite, 100,0,  leave,  , member.invite.sender-not-joined",
    "none,   invite, 100,0,  none,   , member.invite.sender-not-joined",
    "none,   invite, 100,0,  invite, , member.invite.sender-not-joined",
    "none,   invite, 100,0,  ban,    , member.invite.sender-not-joined",
    "invite, invite, 0,  0,  join,   , ok",
    "invite, invite, 0,  0,  leave,  , member.invite.sender-not-joined",
    "join,   invite, 100,0,  join,   , member.invite.already-joined",
    "ban,    invite, 50, 0,  join, 50, ok",
    "ban,    invite, 50, 0,  join,   , ok",
    "ban,    invite, 49, 0,  join,   , member.invite.banned",
    "ban,    invite, 50, 0,  join, 60, state.protected",
    "ban,    invite, 60, 0,  leave,60, member.invite.sender-not-joined",
    // kick
    "join,   leave,  50, 0,  join,   , ok",
    "join,   leave,  50, 50, join,   , ok",
    "join,   leave,  49, 0,  join,   , member.kick.level",
    "join,   leave,  50, 51, join,   , member.kick.target-level",
    "join,   leave,  100,0,  none,   , member.kick.sender-not-joined",
    "join,   leave,  100,0,  leave,  , member.kick.sender-not-joined",
    // withdraw an invitation
    "invite, leave,  50, 0,  join,   , ok",
    "invite, leave,  49, 0,  join,   , member.kick.level",
    "invite, leave,  50, 51, join,   , member.kick.target-level",
    "invite, leave,  100,0,  invite, , member.kick.sender-not-joined",
    // unban
    "ban,    leave,  50, 0,  join, 50, ok",
    "ban,    leave,  49, 0,  join,   , member.unban.level",
    "ban,    leave,  50, 0,  join, 51, state.protected",
    "ban,    leave,  100,0,  leave,50, member.kick.sender-not-joined",
    // nothing to kick
    "none,   leave,  100,0,  join,   , member.kick.not-in-room",
    "leave,  leave,  100,0,  join,   , member.kick.not-in-room",
    // ban
    "none,   ban,    50, 0,  join,   , ok",
    "leave,  ban,    50, 0,  join,   , ok",
    "invite, ban,    50, 0,  join,   , ok",
    "join,   ban,    50, 0,  join,   , ok",
    "join,   ban,    51, 50, join,   , ok",
    "join,   ban,    49, 0,  join,   , member.ban.level",
    "join,   ban,    50, 50, join,   , member.ban.target-level",
    "join,   ban,    50, 70, join,   , member.ban.target-level",
    "join,   ban,    100,0,  leave,  , member.ban.sender-not-joined",
    "join,   ban,    100,0,  none,   , member.ban.sender-not-joined",
    "ban,    ban,    50, 0,  join, 50, ok",
    "ban,    ban,    50, 0,  join, 51, state.protected",
    "ban,    ban,    49, 0,  join,   , member.ban.level",
    // knock
    "none,   knock,  100,0,  join,   , member.knock"
  })
  void byAnother(
      String current,
      String next,
      long callerLevel,
      long targetLevel,
      String caller,
      @Nullable Long protection,
      String expected) {
    assertThat(verdict(current, next, callerLevel, targetLevel, caller, protection))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1} by oneself: {2}")
  @CsvSource({
    "join, leave, ok",
    "invite, leave, member.leave.invited",
    "none, leave, member.leave.not-joined",
    "leave, leave, member.leave.not-joined",
    "ban, leave, member.leave.not-joined",
    "none, invite, member.invite.sender-not-joined",
    "join, invite, member.invite.already-joined",
    "none, ban, member.ban.self",
    "join, ban, member.ban.self",
    "ban, ban, member.ban.self",
    "none, knock, member.knock",
    "invite, knock, member.knock",
    "join, knock, member.knock"
  })
  void byOneself(String current, String next, String expected) {
    StateBuilder state = room(100, 0).member(CAROL, current);
    assertThat(Verdicts.of(member(CAROL, CAROL, next), state)).isEqualTo(expected);
  }

  @Test
  @DisplayName("C9: invite -> leave by oneself is allowed if the operator says so, and only that")
  void rejectingInvitesIsSwitchable() {
    AuthOptions options = new AuthOptions(true);
    EventDraft leave = member(CAROL, CAROL, "leave");
    StateBuilder room = room(100, 0);
    assertThat(Verdicts.of(leave, room.member(CAROL, "invite").build(), options)).isEqualTo("ok");
    assertThat(Verdicts.of(leave, room.member(CAROL, "ban").build(), options))
        .isEqualTo("member.leave.not-joined");
    assertThat(Verdicts.of(leave, room.build(), options)).isEqualTo("member.leave.not-joined");
  }

  @Test
  @DisplayName("the protection of the member event comes before anything else, the target included")
  void protectionComesFirst() {
    StateBuilder state =
        room(50, 0).member(CAROL, "ban", 50L).set(EventType.JOIN_RULES, "{'join_rule':'public'}");
    assertThat(Verdicts.of(member(CAROL, CAROL, "join"), state)).isEqualTo("state.protected");
    assertThat(Verdicts.of(member(CAROL, BOB, "join"), state)).isEqualTo("member.join.other-user");
  }

  @Test
  @DisplayName("membership events never need the add-state level")
  void addStateLevelDoesNotCount() {
    StateBuilder state = room(0, 0).set(EventType.ADD_STATE_LEVEL, "{'level':100}");
    assertThat(Verdicts.of(member(BOB, CAROL, "invite"), state)).isEqualTo("ok");
  }

  @Test
  @DisplayName("a membership needs a known word and a user ID as state key")
  void formOfMemberships() {
    StateBuilder state = room(100, 0);
    assertThat(Verdicts.of(member(BOB, CAROL, "dance"), state))
        .isEqualTo("member.unknown-membership");
    assertThat(
            Verdicts.of(
                Verdicts.state(BOB, EventType.MEMBER, "carol", "{'membership':'invite'}"), state))
        .isEqualTo("member.state-key");
  }

  @Test
  @DisplayName("C7: a room made public is not joinable once its rule says invite")
  void onlyTheJoinRuleCounts() {
    StateBuilder state =
        StateBuilder.bare()
            .set("m.room.visibility", "{'visibility':'public'}")
            .set(EventType.JOIN_RULES, "{'join_rule':'invite'}");
    assertThat(Verdicts.of(member(BOB, BOB, "join"), state)).isEqualTo("member.join.not-invited");
  }

  private static String verdict(
      String current,
      String next,
      long callerLevel,
      long targetLevel,
      String caller,
      @Nullable Long protection) {
    StateBuilder state =
        levels(callerLevel, targetLevel).member(BOB, caller).member(CAROL, current, protection);
    return Verdicts.of(member(BOB, CAROL, next), state);
  }

  /** Bob has joined and is the one who acts. */
  private static StateBuilder room(long bob, long carol) {
    return levels(bob, carol).member(BOB, "join");
  }

  private static StateBuilder levels(long bob, long carol) {
    String levels = "{'" + BOB + "':" + bob + ",'" + CAROL + "':" + carol + "}";
    StateBuilder state = StateBuilder.bare().set(EventType.POWER_LEVELS, levels);
    return state.set(EventType.JOIN_RULES, "{'join_rule':'invite'}");
  }

  private static EventDraft member(UserId sender, UserId target, String membership) {
    return Verdicts.state(
        sender, EventType.MEMBER, target.value(), "{'membership':'" + membership + "'}");
  }
}
