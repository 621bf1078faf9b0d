package org.matrixee.server.authorization.rules;

import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.fixtures.Users.DORA;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.fixtures.GraphRoom;

/**
 * For every rule of the room versions 1 to 12 an event that it decides on, and one that is just
 * different enough to be decided otherwise.
 */
final class GraphCases {
  /** Levels in which Alice has 100, Bob 50 and Carol none. */
  static final String LEVELS =
      "{'users':{'@alice:example.org':100,'@bob:example.org':50},'invite':10,'kick':50,'ban':60,"
          + "'redact':50,'state_default':50,'events_default':0,'users_default':0,"
          + "'events':{'org.x.high':80},'notifications':{'room':70}}";

  static final String JOIN = "{'membership':'join'}";
  static final String INVITE = "{'membership':'invite'}";
  static final String LEAVE = "{'membership':'leave'}";
  static final String BAN = "{'membership':'ban'}";
  static final String KNOCK = "{'membership':'knock'}";

  private GraphCases() {}

  /**
   * A case of a rule.
   *
   * @param deciding is decided by the rule
   * @param other is decided the other way; by another rule, unless the rule decides both ways
   */
  record Case(Function<GraphRoom, Ruling> deciding, Function<GraphRoom, Ruling> other) {}

  /** All cases by the names of their rules. */
  static Map<String, Case> all() {
    Map<String, Case> all = new LinkedHashMap<>();
    addCreate(all);
    GraphAuthEventCases.add(all);
    addAliases(all);
    GraphMemberCases.add(all);
    GraphLevelCases.add(all);
    addSend(all);
    return all;
  }

  static Ruling ask(GraphRoom room, Event event) {
    return authorizer(room).rule(AuthCandidate.of(event), room.state(), null);
  }

  static Ruling askCited(GraphRoom room, Event event, CitedEvent... cited) {
    return authorizer(room).rule(AuthCandidate.of(event), room.state(), List.of(cited));
  }

  static Ruling ask(
      GraphRoom room, String type, @Nullable String key, UserId sender, String content) {
    return ask(room, room.event(type, key, sender, content));
  }

  static Ruling member(GraphRoom room, UserId sender, UserId target, String content) {
    return ask(room, EventType.MEMBER, target.value(), sender, content);
  }

  static EventGraphAuthorizer authorizer(GraphRoom room) {
    return (EventGraphAuthorizer)
        RoomAuthorizers.of(room.rules().auth(), AuthOptions.STRICT, JsonSigning::anyVerifies);
  }

  private static Ruling create(int version, String content) {
    GraphRoom room = GraphRoom.empty(version);
    return ask(room, room.event(EventType.CREATE, "", ALICE, content));
  }

  private static final String CREATOR = "{'creator':'@alice:example.org'";

  private static void addCreate(Map<String, Case> all) {
    Function<GraphRoom, Ruling> legal = r -> create(r.version(), CREATOR + "}");
    all.put("create.prev-events", new Case(r -> changedCreate(r, ALICE, true, false), legal));
    all.put("create.other-domain", new Case(r -> changedCreate(r, DORA, false, false), legal));
    all.put("create.has-room", new Case(r -> changedCreate(r, ALICE, false, true), legal));
    all.put(
        "create.unknown-version",
        new Case(
            r -> create(r.version(), CREATOR + ",'room_version':'2014'}"),
            r -> create(r.version(), CREATOR + ",'room_version':'" + r.version() + "'}")));
    all.put("create.no-creator", new Case(r -> create(r.version(), "{}"), legal));
    all.put(
        "create.bad-additional-creators",
        new Case(
            r -> create(r.version(), "{'additional_creators':['@bob:example.org','bob']}"),
            r -> create(r.version(), "{'additional_creators':['@bob:example.org']}")));
    all.put(
        "create.allowed",
        new Case(legal, r -> create(r.version(), CREATOR + ",'room_version':1}")));
  }

  /** An {@code m.room.create} with what it may not have. */
  private static Ruling changedCreate(
      GraphRoom room, UserId sender, boolean follows, boolean namesRoom) {
    AuthCandidate legal =
        AuthCandidate.of(
            GraphRoom.empty(room.version()).event(EventType.CREATE, "", sender, CREATOR + "}"));
    EventLinks links =
        new EventLinks(
            legal.links().id(),
            namesRoom || room.version() < 12 ? room.room() : null,
            follows ? List.of(new EventId("$x:example.org")) : List.of(),
            legal.links().signers());
    AuthCandidate changed =
        new AuthCandidate(legal.type(), "", legal.sender(), legal.content(), null, false, links);
    return authorizer(room).rule(changed, GraphRoom.empty(room.version()).state(), null);
  }

  private static void addAliases(Map<String, Case> all) {
    Function<GraphRoom, Ruling> legal =
        r -> ask(r, EventType.ALIASES, "example.org", BOB, "{'aliases':[]}");
    all.put(
        "aliases.no-state-key", new Case(r -> ask(r, EventType.ALIASES, null, BOB, "{}"), legal));
    all.put(
        "aliases.other-server",
        new Case(r -> ask(r, EventType.ALIASES, "faraway.net", BOB, "{}"), legal));
    all.put(
        "aliases.allowed",
        new Case(legal, r -> ask(r, EventType.ALIASES, "example.org", DORA, "{}")));
  }

  private static void addSend(Map<String, Case> all) {
    Function<GraphRoom, Ruling> message =
        r -> ask(r.member(BOB, "join"), EventType.MESSAGE, null, BOB, "{}");
    all.put(
        "send.not-joined",
        new Case(r -> ask(r.member(BOB, "leave"), EventType.MESSAGE, null, BOB, "{}"), message));
    all.put(
        "third-party-invite.level",
        new Case(
            r -> ask(leveled(r), EventType.THIRD_PARTY_INVITE, "token", BOB, "{'public_key':'k'}"),
            r ->
                ask(
                    leveled(r),
                    EventType.THIRD_PARTY_INVITE,
                    "token",
                    CAROL,
                    "{'public_key':'k'}")));
    all.put(
        "send.low-level",
        new Case(
            r -> ask(leveled(r), EventType.NAME, "", CAROL, "{'name':'x'}"),
            r -> ask(leveled(r), EventType.NAME, "", BOB, "{'name':'x'}")));
    all.put(
        "send.state-of-other-user",
        new Case(
            r -> ask(leveled(r), "org.x", CAROL.value(), BOB, "{}"),
            r -> ask(leveled(r), "org.x", BOB.value(), BOB, "{}")));
    EventId own = new EventId("$target:example.org");
    EventId others = new EventId("$target:faraway.net");
    all.put(
        "redaction.level",
        new Case(
            r -> ask(leveled(r), r.redaction(BOB, others)),
            r -> ask(leveled(r), r.redaction(CAROL, others))));
    all.put(
        "redaction.own-server",
        new Case(
            r -> ask(leveled(r), r.redaction(CAROL, own)),
            r -> ask(leveled(r), r.redaction(CAROL, others))));
    all.put(
        "redaction.low-level",
        new Case(
            r -> ask(leveled(r), r.redaction(CAROL, others)),
            r -> ask(leveled(r), r.redaction(BOB, others))));
    all.put("otherwise", new Case(message, r -> ask(leveled(r), "org.x.high", null, BOB, "{}")));
  }

  /** Alice, Bob and Carol are in the room, with {@link #LEVELS}. */
  static GraphRoom leveled(GraphRoom room) {
    return room.member(BOB, "join").member(CAROL, "join").levels(LEVELS);
  }
}
