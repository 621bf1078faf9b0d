package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.server.state.rules.GraphStory.Fork;

/** Spec: room version 1, "State resolution": each pass, and worked cases. */
@DisplayName("state resolution 1")
class ResolverV1Test {
  private static final String BOB_50 = "'@alice:example.org':100,'@bob:example.org':50";

  private final GraphStory room = new GraphStory(1);
  private final Fork start = room.start();

  @Test
  void slotsThatOneForkAloneHasFilledAreNoConflict() {
    Fork named = start.send(EventType.NAME, "", CAROL, "{'name':'not even allowed'}");
    Fork joined = start.member(CAROL, CAROL, "join");
    Fork resolved = room.resolve(named, joined);
    assertThat(resolved.get(EventType.NAME, "")).isEqualTo(named.get(EventType.NAME, ""));
    assertThat(resolved.isJoined(CAROL)).isTrue();
    assertThat(room.rules().resolver().findMissing(List.<StateMap>of(), room)).isEqualTo(Set.of());
  }

  @Test
  void powerLevelsAreTakenAsFarAsEachAllowsTheNext() {
    Fork shallow = start.levels(ALICE, BOB_50.replace(":50", ":0"));
    Fork deep =
        start.topic(BOB, "x").topic(BOB, "y").levels(BOB, BOB_50 + ",'@carol:example.org':50");
    assertThat(room.resolve(deep, shallow).levels())
        .as("the deeper one is by somebody whom the other one demotes")
        .isEqualTo(shallow.levels());
    Fork deepByAlice = start.topic(BOB, "x").topic(BOB, "y").levels(ALICE, BOB_50);
    assertThat(room.resolve(shallow, deepByAlice).levels()).isEqualTo(deepByAlice.levels());
  }

  @Test
  void joinRulesAreJudgedByTheLevelsJustResolved() {
    Fork demoted = start.levels(ALICE, BOB_50.replace(":50", ":0")).joinRule("invite");
    Fork byBob =
        start
            .topic(BOB, "x")
            .topic(BOB, "y")
            .send(EventType.JOIN_RULES, "", BOB, "{'join_rule':'knock'}")
            .levels(ALICE, BOB_50);
    Fork resolved = room.resolve(demoted, byBob);
    assertThat(resolved.levels()).as("the deeper one").isEqualTo(byBob.levels());
    assertThat(resolved.get(EventType.JOIN_RULES, ""))
        .isEqualTo(byBob.get(EventType.JOIN_RULES, ""));
    Fork demotedDeep =
        start
            .joinRule("invite")
            .topic(BOB, "x")
            .topic(BOB, "y")
            .topic(BOB, "z")
            .levels(ALICE, BOB_50.replace(":50", ":0"));
    assertThat(room.resolve(demotedDeep, byBob).get(EventType.JOIN_RULES, ""))
        .as("Bob has lost the level that he needed")
        .isEqualTo(demotedDeep.get(EventType.JOIN_RULES, ""));
  }

  @Test
  void membershipsAreJudgedByTheJoinRulesJustResolved() {
    Fork closed =
        start.member(CAROL, CAROL, "join").member(CAROL, CAROL, "leave").joinRule("invite");
    Fork joined =
        start.member(CAROL, CAROL, "join").topic(BOB, "x").topic(BOB, "y").topic(BOB, "z");
    Fork rejoined = joined.member(CAROL, CAROL, "leave").member(CAROL, CAROL, "join");
    Fork resolved = room.resolve(closed, rejoined);
    assertThat(resolved.get(EventType.JOIN_RULES, ""))
        .as("no conflict among join rules that only one fork has changed is none: two events")
        .isEqualTo(closed.get(EventType.JOIN_RULES, ""));
    assertThat(resolved.isJoined(CAROL)).isFalse();
  }

  @Test
  void otherStateIsTheDeepestThatIsAllowed() {
    Fork shallow = start.topic(ALICE, "a");
    Fork deep = start.topic(BOB, "b").topic(BOB, "c");
    assertThat(room.resolve(shallow, deep).topic()).isEqualTo(deep.topic());
    Fork banned = shallow.member(ALICE, BOB, "ban").member(ALICE, CAROL, "invite");
    Fork notAllowed = deep.member(BOB, BOB, "join");
    Fork resolved = room.resolve(banned, notAllowed);
    assertThat(resolved.member(BOB)).isEqualTo(banned.member(BOB));
    assertThat(resolved.topic()).isEqualTo(shallow.topic());
  }

  @Test
  void sameDepthIsDecidedByTheHashOfTheEventId() {
    for (int i = 0; i < 20; i++) {
      Fork one = start.topic(ALICE, "one");
      Fork two = start.topic(ALICE, "two");
      String hashOne = sha1(one.topic().id().value());
      String hashTwo = sha1(two.topic().id().value());
      assertThat(room.resolve(one, two).topic())
          .isEqualTo(hashOne.compareTo(hashTwo) < 0 ? one.topic() : two.topic());
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ifNoneIsAllowedTheLowestStays() {
    Fork one = start.topic(CAROL, "one");
    Fork two = start.topic(BOB, "x").topic(CAROL, "two");
    assertThat(room.resolve(one, two).topic()).isEqualTo(one.topic());
  }
}
