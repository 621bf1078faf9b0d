package org.matrixee.server.state.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/**
 * A room of version 1 to 12 told in forks: {@code room.start().send(...)}. Every event names the
 * auth events that it has to; times and depths grow by one with each event unless said otherwise.
 */
final class GraphStory implements StateHistory {
  private static final JsonProvider JSON = JsonProvider.provider();

  private final int version;
  private final RoomRules rules;
  private final Map<EventId, Event> events = new LinkedHashMap<>();
  private final Set<EventId> rejected = new HashSet<>();
  private final Map<String, JsonObject> contents = new HashMap<>();
  private long clock;
  private int lookups;

  GraphStory(int version) {
    this.version = version;
    this.rules = RoomRules.of(new RoomVersion(Integer.toString(version)));
  }

  RoomRules rules() {
    return rules;
  }

  RoomAuthorizer authorizer() {
    return rules.authorizer(AuthOptions.STRICT);
  }

  /** The next event has this time; later ones go on from there. */
  GraphStory at(long time) {
    clock = time;
    return this;
  }

  /** How many events were asked for by ID. */
  int lookups() {
    return lookups;
  }

  Map<EventId, Event> events() {
    return events;
  }

  GraphStory reject(Event event) {
    rejected.add(event.id());
    return this;
  }

  /** Nobody has said anything yet. */
  Fork empty() {
    return new Fork(Map.of(), 0);
  }

  /** Alice has made a public room with levels: she 100, Bob 50. Bob is in. */
  Fork start() {
    String alice = version < 12 ? "'@alice:example.org':100," : "";
    return empty()
        .send(EventType.CREATE, "", Users.ALICE, "{'creator':'@alice:example.org'}")
        .member(Users.ALICE, Users.ALICE, "join")
        .levels(Users.ALICE, alice + "'@bob:example.org':50")
        .send(EventType.JOIN_RULES, "", Users.ALICE, "{'join_rule':'public'}")
        .member(Users.BOB, Users.BOB, "join");
  }

  /** The one state of several forks. */
  Fork resolve(Fork... forks) {
    List<StateMap> states = new ArrayList<>();
    long depth = 0;
    for (Fork fork : forks) {
      states.add(fork.state());
      depth = Math.max(depth, fork.depth);
    }
    return new Fork(rules.resolver().resolve(states, this).entries(), depth);
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    lookups++;
    return Optional.ofNullable(events.get(id));
  }

  @Override
  public boolean isRejected(EventId id) {
    return rejected.contains(id);
  }

  @Override
  public Optional<StateLink> find(EventId id) {
    throw new AssertionError("only rooms of 2014 ask for this");
  }

  @Override
  public StateMap findStateAfter(StateLink event, Set<StateTuple> slots) {
    throw new AssertionError("only rooms of 2014 ask for this");
  }

  /** An event that names its auth events in the state before it. */
  Event say(
      Map<StateTuple, Event> before,
      long depth,
      String type,
      String key,
      UserId sender,
      String content) {
    boolean makesRoom = version >= 12 && type.equals(EventType.CREATE);
    RoomId room = version < 12 ? Users.ROOM : new RoomId("!created");
    JsonObject json = contents.computeIfAbsent(content, Texts::object);
    JsonObjectBuilder pdu = JSON.createObjectBuilder().add("type", type).add("content", json);
    if (!makesRoom) {
      pdu.add("room_id", room.value());
    }
    pdu.add(
        "signatures",
        JSON.createObjectBuilder().add(sender.server().value(), JsonObject.EMPTY_JSON_OBJECT));
    String id = makesRoom ? "$created" : "$" + type + "-" + events.size() + ":example.org";
    Event bare =
        new Event(
            new EventId(id),
            room,
            type,
            key,
            sender,
            sender.server(),
            clock++,
            depth,
            List.of(),
            List.of(),
            null,
            null,
            null,
            json,
            pdu.build());
    List<EventReference> auth = new ArrayList<>();
    for (StateTuple slot : authorizer().authEvents(AuthCandidate.of(bare))) {
      Event cited = before.get(slot);
      if (cited != null) {
        auth.add(new EventReference(cited.id(), null));
      }
    }
    Event event = citing(bare, auth);
    events.put(event.id(), event);
    return event;
  }

  private static Event citing(Event event, List<EventReference> auth) {
    return new Event(
        event.id(),
        event.room(),
        event.type(),
        event.stateKey(),
        event.sender(),
        event.origin(),
        event.originServerTs(),
        event.depth(),
        event.prevEvents(),
        auth,
        null,
        null,
        null,
        event.content(),
        event.pdu());
  }

  /** A state of the room, after which more can be said. */
  final class Fork {
    private final Map<StateTuple, Event> state;
    private final long depth;

    Fork(Map<StateTuple, Event> state, long depth) {
      this.state = state;
      this.depth = depth;
    }

    /** A user sets state, allowed or not. */
    Fork send(String type, String key, UserId sender, String content) {
      Event event = say(state, depth + 1, type, key, sender, content);
      Map<StateTuple, Event> after = new HashMap<>(state);
      after.put(event.slot(), event);
      return new Fork(after, depth + 1);
    }

    /** A user sets state if the rules let him; else nothing happens. */
    Fork trySend(String type, String key, UserId sender, String content) {
      Fork after = send(type, key, sender, content);
      Event event = after.get(type, key);
      if (authorizer().check(event, state()).isAllowed()) {
        return after;
      }
      events.remove(event.id());
      return this;
    }

    Fork member(UserId sender, UserId target, String membership) {
      return send(EventType.MEMBER, target.value(), sender, "{'membership':'" + membership + "'}");
    }

    Fork levels(UserId sender, String users) {
      return send(EventType.POWER_LEVELS, "", sender, "{'users':{" + users + "}}");
    }

    Fork topic(UserId sender, String topic) {
      return send(EventType.TOPIC, "", sender, "{'topic':'" + topic + "'}");
    }

    Fork joinRule(String rule) {
      return send(EventType.JOIN_RULES, "", Users.ALICE, "{'join_rule':'" + rule + "'}");
    }

    /** As if an event had been sent here too. */
    Fork with(Event event) {
      Map<StateTuple, Event> after = new HashMap<>(state);
      after.put(event.slot(), event);
      return new Fork(after, depth);
    }

    Event get(String type, String key) {
      return state().find(new StateTuple(type, key)).orElseThrow();
    }

    Event topic() {
      return get(EventType.TOPIC, "");
    }

    Event levels() {
      return get(EventType.POWER_LEVELS, "");
    }

    Event member(UserId user) {
      return get(EventType.MEMBER, user.value());
    }

    boolean isJoined(UserId user) {
      return state()
          .find(StateTuple.member(user))
          .filter(event -> event.content().getString("membership").equals("join"))
          .isPresent();
    }

    long depth() {
      return depth;
    }

    StateMap state() {
      return new StateMap(state);
    }
  }
}
