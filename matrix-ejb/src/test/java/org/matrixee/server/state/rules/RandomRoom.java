package org.matrixee.server.state.rules;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** A room with random forks, as one server sees it that has received the events in some order. */
final class RandomRoom implements StateHistory {
  private static final List<UserId> USERS = List.of(Users.ALICE, Users.BOB, Users.CAROL);
  private static final List<String> TYPES =
      List.of(EventType.TOPIC, EventType.NAME, "org.x", EventType.POWER_LEVELS);

  private final StateResolver resolver;
  private final Map<EventId, Event> events = new LinkedHashMap<>();
  private final Map<EventId, StateMap> after = new HashMap<>();

  private RandomRoom(StateResolver resolver) {
    this.resolver = resolver;
  }

  /** Makes a room of random events, each built on one to three earlier ones. */
  static RandomRoom make(StateResolver resolver, Random random, int size) {
    RandomRoom room = new RandomRoom(resolver);
    JsonObject creator = Texts.object("{'creator':'@alice:example.org'}");
    room.receive(room.event(0, EventType.CREATE, Users.ALICE, creator, List.of()));
    for (int i = 1; i < size; i++) {
      List<Event> prev = room.pick(random);
      String type = TYPES.get(random.nextInt(random.nextInt(4) == 0 ? 4 : 3));
      UserId sender = USERS.get(random.nextInt(USERS.size()));
      room.receive(room.event(i, type, sender, content(type, random), prev));
    }
    return room;
  }

  private static JsonObject content(String type, Random random) {
    return Texts.object(
        type.equals(EventType.POWER_LEVELS)
            ? "{'@alice:example.org':%d,'@bob:example.org':%d,'@carol:example.org':%d}"
                .formatted(random.nextInt(3), random.nextInt(3), random.nextInt(3))
            : "{}");
  }

  private List<Event> pick(Random random) {
    List<Event> all = new ArrayList<>(events.values());
    List<Event> recent = all.subList(Math.max(0, all.size() - 8), all.size());
    List<Event> shuffled = new ArrayList<>(recent);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, Math.min(shuffled.size(), 1 + random.nextInt(3)));
  }

  private Event event(
      int number, String type, UserId sender, JsonObject content, List<Event> prev) {
    StateMap before = before(prev);
    Event replaced = before.get(StateTuple.of(type));
    return new Event(
        new EventId("e" + number + "@example.org"),
        Users.ROOM,
        type,
        "",
        sender,
        Users.EXAMPLE,
        0,
        1 + prev.stream().mapToLong(Event::depth).max().orElse(0),
        prev.stream().map(e -> new EventReference(e.id(), null)).toList(),
        List.of(),
        replaced == null ? null : replaced.id(),
        null,
        null,
        content,
        content);
  }

  private StateMap before(List<Event> prev) {
    return resolver.resolve(
        prev.stream().map(event -> after.getOrDefault(event.id(), StateMap.EMPTY)).toList(), this);
  }

  /** An event that is here. */
  Event held(EventId id) {
    return Objects.requireNonNull(events.get(id));
  }

  private void receive(Event event) {
    List<Event> prev = event.prevEvents().stream().map(r -> held(r.id())).toList();
    StateMap before = before(prev);
    events.put(event.id(), event);
    after.put(event.id(), before.with(event));
  }

  /** Another server, which receives the same events in another order that their links allow. */
  RandomRoom seenInAnotherOrder(Random random) {
    RandomRoom other = new RandomRoom(resolver);
    List<Event> waiting = new ArrayList<>(events.values());
    while (!waiting.isEmpty()) {
      Collections.shuffle(waiting, random);
      Event next =
          waiting.stream()
              .filter(e -> e.prevEvents().stream().allMatch(r -> other.find(r.id()).isPresent()))
              .findFirst()
              .orElseThrow();
      waiting.remove(next);
      other.receive(next);
    }
    return other;
  }

  /** The states after the events that nothing follows. */
  List<StateMap> forks() {
    Set<EventId> extremities = new LinkedHashSet<>(events.keySet());
    events.values().forEach(e -> e.prevEvents().forEach(r -> extremities.remove(r.id())));
    return extremities.stream().map(id -> after.getOrDefault(id, StateMap.EMPTY)).toList();
  }

  /** The states after each event. */
  Map<EventId, StateMap> states() {
    return after;
  }

  @Override
  public Optional<StateLink> find(EventId id) {
    return Optional.ofNullable(events.get(id)).map(StateLink::claimedBy);
  }

  @Override
  public Optional<Event> findEvent(EventId id) {
    throw new AssertionError("only rooms of today ask for this");
  }

  @Override
  public boolean isRejected(EventId id) {
    return false;
  }

  @Override
  public StateMap findStateAfter(StateLink event, Set<StateTuple> slots) {
    return after.getOrDefault(event.id(), StateMap.EMPTY);
  }
}
