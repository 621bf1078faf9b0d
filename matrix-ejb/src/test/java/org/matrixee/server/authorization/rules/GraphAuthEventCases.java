package org.matrixee.server.authorization.rules;

import static org.matrixee.server.authorization.rules.GraphCases.ask;
import static org.matrixee.server.authorization.rules.GraphCases.askCited;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.DORA;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.authorization.rules.GraphCases.Case;
import org.matrixee.server.fixtures.GraphRoom;

/** Cases of the rules about the room and about {@code auth_events}. */
final class GraphAuthEventCases {
  private GraphAuthEventCases() {}

  static void add(Map<String, Case> all) {
    all.put(
        "room.not-of-create",
        new Case(r -> ask(r, inRoom(message(r), new RoomId("!other"))), r -> ask(r, message(r))));
    all.put(
        "room.not-federated",
        new Case(
            r -> ask(closed(r, "false"), EventType.MESSAGE, null, DORA, "{}"),
            r -> ask(closed(r, "true"), EventType.MESSAGE, null, DORA, "{}")));
    Function<GraphRoom, Ruling> legal = r -> cite(r, cited(r));
    all.put(
        "auth-events.duplicate",
        new Case(r -> cite(r, cited(r, r.get(EventType.MEMBER, ALICE.value()))), legal));
    all.put(
        "auth-events.not-selected",
        new Case(r -> cite(r, cited(r, r.get(EventType.JOIN_RULES, ""))), legal));
    all.put(
        "auth-events.rejected",
        new Case(
            r -> {
              List<CitedEvent> cited = cited(r.levels(GraphCases.LEVELS));
              cited.add(new CitedEvent(r.get(EventType.POWER_LEVELS, ""), true));
              return cite(r, cited);
            },
            r -> cite(r.levels(GraphCases.LEVELS), cited(r, r.get(EventType.POWER_LEVELS, "")))));
    all.put(
        "auth-events.no-create",
        new Case(r -> cite(r, accepted(r.get(EventType.MEMBER, ALICE.value()))), legal));
    all.put(
        "auth-events.other-room",
        new Case(
            r -> {
              Event levels = r.event(EventType.POWER_LEVELS, "", ALICE, "{}");
              return cite(r, cited(r, inRoom(levels, new RoomId("!other:example.org"))));
            },
            legal));
  }

  private static Event message(GraphRoom room) {
    return room.event(EventType.MESSAGE, null, ALICE, "{}");
  }

  private static Ruling cite(GraphRoom room, List<CitedEvent> cited) {
    return askCited(room, message(room), cited.toArray(new CitedEvent[0]));
  }

  /** What a message of Alice has to cite, and more. */
  private static List<CitedEvent> cited(GraphRoom room, Event... more) {
    List<CitedEvent> cited = new ArrayList<>();
    if (room.version() < 12) {
      cited.add(new CitedEvent(room.get(EventType.CREATE, ""), false));
    }
    cited.addAll(accepted(room.get(EventType.MEMBER, ALICE.value())));
    cited.addAll(accepted(more));
    return cited;
  }

  private static List<CitedEvent> accepted(Event... events) {
    return Arrays.stream(events).map(event -> new CitedEvent(event, false)).toList();
  }

  private static GraphRoom closed(GraphRoom room, String federate) {
    GraphRoom other =
        GraphRoom.empty(room.version())
            .create("{'creator':'@alice:example.org','m.federate':" + federate + "}");
    return other.member(ALICE, "join").member(BOB, "join").member(DORA, "join");
  }

  /** The same event in another room. */
  private static Event inRoom(Event event, RoomId room) {
    return new Event(
        new EventId("$of-another-room"),
        room,
        event.type(),
        event.stateKey(),
        event.sender(),
        event.origin(),
        event.originServerTs(),
        event.depth(),
        event.prevEvents(),
        event.authEvents(),
        null,
        null,
        null,
        event.content(),
        event.pdu());
  }
}
