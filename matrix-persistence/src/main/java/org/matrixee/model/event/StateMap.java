package org.matrixee.model.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * State of a room at one point: which event fills each slot. May be a part of the state, namely the
 * slots that a rule asks for.
 *
 * @param entries the filled slots
 */
public record StateMap(Map<StateTuple, Event> entries) {
  /** No state at all. */
  public static final StateMap EMPTY = new StateMap(Map.of());

  /** Copies the map. */
  public StateMap {
    entries = Map.copyOf(entries);
  }

  /** The event in a slot. */
  public Optional<Event> find(StateTuple slot) {
    return Optional.ofNullable(entries.get(slot));
  }

  /** The event in the slot of a type with the empty state key. */
  public Optional<Event> find(String type) {
    return find(StateTuple.of(type));
  }

  /** The event in a slot, or null: for rules in which absence is the ordinary case. */
  public @Nullable Event get(StateTuple slot) {
    return entries.get(slot);
  }

  /** This state with one more event in its slot. */
  public StateMap with(Event event) {
    Map<StateTuple, Event> copy = new HashMap<>(entries);
    copy.put(event.slot(), event);
    return new StateMap(copy);
  }
}
