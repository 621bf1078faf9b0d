package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.authorization.rules.GraphCases.LEVELS;
import static org.matrixee.server.authorization.rules.GraphCases.ask;
import static org.matrixee.server.authorization.rules.GraphCases.leveled;
import static org.matrixee.server.authorization.rules.GraphCases.member;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.fixtures.Users.DORA;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.server.fixtures.GraphRoom;

/** Rules with the same words and another meaning, and what follows from several rules together. */
@DisplayName("authorization rules: what changed between room versions")
class GraphRulesDifferencesTest {
  static IntStream versions() {
    return IntStream.rangeClosed(1, 12);
  }

  /** The versions in which something is allowed. */
  private static List<Integer> allowedIn(Function<GraphRoom, Ruling> question) {
    return versions()
        .filter(version -> question.apply(GraphRoom.of(version)).verdict().isAllowed())
        .boxed()
        .toList();
  }

  private static List<Integer> from(int first) {
    return IntStream.rangeClosed(first, 12).boxed().toList();
  }

  private static List<Integer> upTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void invitedUsersJoinRoomsWithTheJoinRuleKnockFromVersion7() {
    assertThat(
            allowedIn(
                r -> member(r.joinRule("knock").member(BOB, "invite"), BOB, BOB, GraphCases.JOIN)))
        .isEqualTo(from(7));
  }

  @Test
  void knocksFromVersion7() {
    assertThat(allowedIn(r -> member(r.joinRule("knock"), BOB, BOB, GraphCases.KNOCK)))
        .isEqualTo(from(7));
    assertThat(allowedIn(r -> member(r.joinRule("knock_restricted"), BOB, BOB, GraphCases.KNOCK)))
        .isEqualTo(from(10));
    assertThat(
            allowedIn(
                r -> member(r.joinRule("knock").member(BOB, "knock"), BOB, BOB, GraphCases.LEAVE)))
        .isEqualTo(from(7));
  }

  @Test
  void restrictedJoinsFromVersion8() {
    String authorised =
        "{'membership':'join','join_authorised_via_users_server':'@alice:example.org'}";
    assertThat(allowedIn(r -> member(r.joinRule("restricted"), BOB, BOB, authorised)))
        .isEqualTo(from(8));
    assertThat(allowedIn(r -> member(r.joinRule("knock_restricted"), BOB, BOB, authorised)))
        .isEqualTo(from(10));
  }

  @Test
  void whoeverIsSaidToHaveAuthorisedAJoinMustBeAUser() {
    for (String user : List.of("'example.org'", "5", "'@:'", "'@bob:faraway.net:8448'")) {
      assertThat(
              allowedIn(
                  r ->
                      member(
                          r,
                          BOB,
                          BOB,
                          "{'membership':'join','join_authorised_via_users_server':" + user + "}")))
          .as(user)
          .isEqualTo(upTo(7));
    }
  }

  @Test
  void levelsOfNotificationsFromVersion6() {
    assertThat(
            allowedIn(
                r ->
                    ask(
                        leveled(r),
                        EventType.POWER_LEVELS,
                        "",
                        BOB,
                        withoutAlice(r, LEVELS.replace("'room':70", "'room':60")))))
        .isEqualTo(upTo(5));
  }

  private static String withoutAlice(GraphRoom room, String levels) {
    return room.version() < 12 ? levels : levels.replace("'@alice:example.org':100,", "");
  }

  @Test
  void levelsAreWrittenMoreAndMoreStrictly() {
    assertThat(allowedIn(r -> levelOfBob(r, "'60'"))).isEqualTo(upTo(9));
    assertThat(allowedIn(r -> levelOfBob(r, "' +0060 '"))).isEqualTo(upTo(9));
    assertThat(allowedIn(r -> levelOfBob(r, "60.9"))).isEqualTo(upTo(5));
    assertThat(allowedIn(r -> levelOfBob(r, "'60.9'"))).isEmpty();
    assertThat(allowedIn(r -> levelOfBob(r, "'sixty'"))).isEmpty();
    assertThat(allowedIn(r -> levelOfBob(r, "null"))).isEmpty();
    assertThat(allowedIn(r -> levelOfBob(r, "60"))).isEqualTo(from(1));
  }

  private static Ruling levelOfBob(GraphRoom room, String level) {
    return ask(
        room, EventType.POWER_LEVELS, "", ALICE, "{'users':{'@bob:example.org':" + level + "}}");
  }

  @Test
  void creatorIsNamedByTheContentUpToVersion10() {
    String bobMade = "{'creator':'@bob:example.org'}";
    assertThat(allowedIn(r -> ask(made(r, bobMade), EventType.NAME, "", BOB, "{}")))
        .isEqualTo(upTo(10));
    assertThat(allowedIn(r -> ask(made(r, bobMade), EventType.NAME, "", ALICE, "{}")))
        .isEqualTo(from(11));
  }

  private static GraphRoom made(GraphRoom room, String content) {
    return GraphRoom.empty(room.version())
        .create(content)
        .member(ALICE, "join")
        .member(BOB, "join");
  }

  @Test
  void creatorsOfVersion12AreAboveAllLevels() {
    GraphRoom room =
        GraphRoom.empty(12)
            .create("{'additional_creators':['@carol:example.org']}")
            .member(ALICE, "join")
            .member(BOB, "join")
            .member(CAROL, "join")
            .levels("{'users':{'@bob:example.org':9007199254740991},'ban':9007199254740991}");
    assertThat(member(room, BOB, CAROL, GraphCases.BAN).name()).isEqualTo("ban.low-level");
    assertThat(member(room, BOB, ALICE, GraphCases.LEAVE).name()).isEqualTo("leave.low-level");
    assertThat(member(room, CAROL, ALICE, GraphCases.LEAVE).name())
        .as("creators among themselves")
        .isEqualTo("leave.low-level");
    assertThat(member(room, CAROL, BOB, GraphCases.BAN).verdict().isAllowed()).isTrue();
    assertThat(
            ask(room, EventType.POWER_LEVELS, "", CAROL, "{'users':{'@bob:example.org':0}}")
                .verdict()
                .isAllowed())
        .isTrue();
    assertThat(
            ask(room, EventType.POWER_LEVELS, "", BOB, "{'users':{'@carol:example.org':5}}").name())
        .isEqualTo("levels.names-creator");
  }

  @Test
  void additionalCreatorsMeanNothingBeforeVersion12() {
    assertThat(
            allowedIn(
                r -> {
                  GraphRoom room =
                      GraphRoom.empty(r.version())
                          .create(
                              "{'creator':'@alice:example.org',"
                                  + "'additional_creators':['@carol:example.org']}")
                          .member(ALICE, "join")
                          .member(CAROL, "join");
                  return ask(room, EventType.NAME, "", CAROL, "{}");
                }))
        .isEqualTo(from(12));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void withoutTheFirstEventThereIsNoRoom(int version) {
    GraphRoom room = GraphRoom.of(version);
    Event join = room.event(EventType.MEMBER, BOB.value(), BOB, GraphCases.JOIN);
    assertThat(
            GraphCases.authorizer(room).rule(AuthCandidate.of(join), StateMap.EMPTY, null).name())
        .isEqualTo("room.unknown");
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void eventsAreJudgedByTheEventsTheyName(int version) {
    GraphRoom room = GraphRoom.of(version);
    Event create = room.get(EventType.CREATE, "");
    CitedEvent member = new CitedEvent(room.get(EventType.MEMBER, ALICE.value()), false);
    List<CitedEvent> cited =
        version < 12 ? List.of(new CitedEvent(create, false), member) : List.of(member);
    Event name = room.event(EventType.NAME, "", ALICE, "{}");
    EventGraphAuthorizer authorizer = GraphCases.authorizer(room);
    assertThat(authorizer.checkAuthEvents(name, cited, version < 12 ? null : create).isAllowed())
        .isTrue();
    assertThat(authorizer.checkAuthEvents(name, List.of(), null).isAllowed()).isFalse();
    Event byBob = room.event(EventType.NAME, "", BOB, "{}");
    assertThat(authorizer.checkAuthEvents(byBob, cited, version < 12 ? null : create).isAllowed())
        .isFalse();
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void messagesCiteThreeEvents(int version) {
    GraphRoom room = GraphRoom.of(version);
    Event message = room.event(EventType.MESSAGE, null, DORA, "{}");
    assertThat(selection(room, message))
        .containsExactlyInAnyOrderElementsOf(
            version < 12
                ? List.of(
                    StateTuple.of(EventType.CREATE),
                    StateTuple.of(EventType.POWER_LEVELS),
                    StateTuple.member(DORA))
                : List.of(StateTuple.of(EventType.POWER_LEVELS), StateTuple.member(DORA)));
    assertThat(selection(room, room.get(EventType.CREATE, ""))).isEmpty();
  }

  private static Set<StateTuple> selection(GraphRoom room, Event event) {
    return GraphCases.authorizer(room).authEvents(AuthCandidate.of(event));
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 7, 8, 11, 12})
  void membershipsCiteWhatTheyDependOn(int version) {
    GraphRoom room = GraphRoom.of(version);
    StateTuple joinRules = StateTuple.of(EventType.JOIN_RULES);
    StateTuple invitation = new StateTuple(EventType.THIRD_PARTY_INVITE, "tok");
    Event invite =
        room.event(
            EventType.MEMBER,
            BOB.value(),
            ALICE,
            "{'membership':'invite','third_party_invite':{'signed':{'token':'tok'}}}");
    assertThat(selection(room, invite))
        .contains(StateTuple.member(ALICE), StateTuple.member(BOB), joinRules, invitation);
    Event leave = room.event(EventType.MEMBER, BOB.value(), ALICE, GraphCases.LEAVE);
    assertThat(selection(room, leave))
        .contains(StateTuple.member(BOB))
        .doesNotContain(joinRules, invitation);
    Event join =
        room.event(
            EventType.MEMBER,
            BOB.value(),
            BOB,
            "{'membership':'join','join_authorised_via_users_server':'@carol:example.org'}");
    assertThat(selection(room, join)).contains(joinRules);
    assertThat(selection(room, join).contains(StateTuple.member(CAROL))).isEqualTo(version >= 8);
    assertThat(GraphCases.authorizer(room).slots(AuthCandidate.of(leave)))
        .contains(StateTuple.of(EventType.CREATE), StateTuple.member(BOB));
  }

  @Test
  void whoHasNotJoinedCannotTakePart() {
    GraphRoom room = GraphRoom.of(11).member(BOB, "invite");
    EventGraphAuthorizer authorizer = GraphCases.authorizer(room);
    assertThat(authorizer.checkJoined(ALICE, room.state()).isAllowed()).isTrue();
    assertThat(authorizer.checkJoined(BOB, room.state()).isAllowed()).isFalse();
    assertThat(authorizer.checkJoined(CAROL, room.state()).isAllowed()).isFalse();
  }
}
