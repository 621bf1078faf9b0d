package org.matrixee.server.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;

/**
 * The current state of a room, as far as a batch has read it, and as its commands so far leave it.
 */
final class RoomSlots {
  private final Map<StateTuple, Optional<KnownEvent>> read;
  private final boolean empty;
  private final Map<StateTuple, Optional<KnownEvent>> changed = new HashMap<>();
  private final Set<StateTuple> overridden = new HashSet<>();

  /**
   * Begins.
   *
   * @param read what is known already; is added to
   * @param empty whether the room has no state at all, so that nothing need be read
   */
  RoomSlots(Map<StateTuple, Optional<KnownEvent>> read, boolean empty) {
    this.read = read;
    this.empty = empty;
  }

  /** The slots that have to be read before rules can ask for them. */
  List<StateTuple> missing(Collection<StateTuple> wanted) {
    List<StateTuple> missing = new ArrayList<>();
    for (StateTuple slot : wanted) {
      if (!isKnown(slot)) {
        missing.add(slot);
      }
    }
    return missing;
  }

  private boolean isKnown(StateTuple slot) {
    return empty || changed.containsKey(slot) || read.containsKey(slot);
  }

  /** Takes in slots that were read; an empty one is known to be empty. */
  void learn(Collection<StateTuple> slots, Map<StateTuple, StoredEvent> found) {
    for (StateTuple slot : slots) {
      read.put(slot, Optional.ofNullable(found.get(slot)).map(KnownEvent::of));
    }
  }

  /** The event in a slot as the commands so far leave it. */
  Optional<KnownEvent> current(StateTuple slot) {
    if (!isKnown(slot)) {
      throw new IllegalStateException("slot was not read: " + slot.type());
    }
    return currentIfRead(slot);
  }

  /** The event in a slot, if that was read. */
  Optional<KnownEvent> currentIfRead(StateTuple slot) {
    Optional<KnownEvent> own = changed.get(slot);
    return own != null ? own : read.getOrDefault(slot, Optional.empty());
  }

  /** The part of the state that a rule asks for. */
  StateMap state(Collection<StateTuple> slots) {
    Map<StateTuple, Event> part = new HashMap<>();
    for (StateTuple slot : slots) {
      current(slot).ifPresent(known -> part.put(slot, known.event()));
    }
    return new StateMap(part);
  }

  /** Fills a slot. */
  void put(KnownEvent known) {
    changed.put(known.event().slot(), Optional.of(known));
  }

  /** Fills a slot with an event that need not be the newest one. */
  void override(KnownEvent known) {
    put(known);
    overridden.add(known.event().slot());
  }

  /** What was filled with an event that need not be the newest one. */
  List<KnownEvent> overridden() {
    List<KnownEvent> events = new ArrayList<>();
    overridden.forEach(slot -> currentIfRead(slot).ifPresent(events::add));
    return events;
  }

  /** What a command of this batch has put into a slot; null if none did. */
  @Nullable KnownEvent changed(StateTuple slot) {
    return changed.getOrDefault(slot, Optional.empty()).orElse(null);
  }

  /** Everything that the batch has changed. */
  Map<StateTuple, Optional<KnownEvent>> changes() {
    return changed;
  }
}
