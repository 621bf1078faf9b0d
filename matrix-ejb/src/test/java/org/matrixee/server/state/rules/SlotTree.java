package org.matrixee.server.state.rules;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.Texts;
import org.matrixee.server.fixtures.Users;

/** Events of one slot that replace each other, written down as the worked cases have them. */
final class SlotTree implements StateHistory {
  static final StateTuple TOPIC = StateTuple.of(EventType.TOPIC);

  private final Map<EventId, Event> held = new HashMap<>();
  private final Map<EventId, StateMap> levels = new HashMap<>();
  private StateMap usual = StateMap.EMPTY;

  /** The levels in force everywhere, as content of m.room.power_levels. */
  SlotTree levels(String content) {
    usual = state(content);
    return this;
  }

  /** Other levels right after one event. */
  SlotTree levelsAfter(Event event, String content) {
    levels.put(event.id(), state(content));
    return this;
  }

  StateMap usualLevels() {
    return usual;
  }

  private static StateMap state(String content) {
    Event event = event(EventType.POWER_LEVELS, "levels", Users.ALICE, 1, null, content);
    return new StateMap(Map.of(event.slot(), event));
  }

  /** A topic that replaces another one. */
  Event topic(String id, UserId sender, long depth, @Nullable Event replaced) {
    Event event =
        event(EventType.TOPIC, id, sender, depth, replaced == null ? null : replaced.id(), "{}");
    held.put(event.id(), event);
    return event;
  }

  /** This server does not hold an event. */
  SlotTree without(Event event) {
    held.remove(event.id());
    return this;
  }

  static Event event(
      String type,
      String id,
      UserId sender,
      long depth,
      @Nullable EventId prevState,
      String content) {
    JsonObject json = Texts.object(content);
    return new Event(
        new EventId(id + "@example.org"),
        Users.ROOM,
        type,
        "",
        sender,
        Users.EXAMPLE,
        0,
        depth,
        List.of(),
        List.of(),
        prevState,
        null,
        null,
        json,
        json);
  }

  @Override
  public Optional<StateLink> find(EventId id) {
    return Optional.ofNullable(held.get(id)).map(StateLink::claimedBy);
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
    return levels.getOrDefault(event.id(), usual);
  }
}
