package org.matrixee.server.clientsync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;

/**
 * State as it was before a timeline: the state after it, with what the timeline's events did taken
 * back. Each knows what it replaced, so that no snapshot has to be read.
 */
final class StateBefore {
  private final Map<StateTuple, StoredEvent> after = new LinkedHashMap<>();

  /** For each slot that the timeline fills: what was there before; null if nothing. */
  private final Map<StateTuple, @Nullable Long> replaced = new HashMap<>();

  /**
   * Takes back what a timeline did.
   *
   * @param state the state after it, or a part of it
   * @param timeline oldest first
   */
  StateBefore(List<StoredEvent> state, List<StoredEvent> timeline) {
    for (StoredEvent event : state) {
      after.put(slot(event), event);
    }
    for (StoredEvent event : timeline) {
      if (event.isState() && !replaced.containsKey(slot(event))) {
        StoredEvent.@Nullable Related before = event.replaced();
        replaced.put(slot(event), before == null ? null : before.nid());
      }
    }
  }

  /** The numbers of the events that were there before and are not any more. */
  Set<Long> wanted() {
    Set<Long> wanted = new HashSet<>();
    for (Map.Entry<StateTuple, @Nullable Long> slot : replaced.entrySet()) {
      Long nid = slot.getValue();
      if (nid != null && after.containsKey(slot.getKey())) {
        wanted.add(nid);
      }
    }
    return wanted;
  }

  /**
   * The state before, in the slots of the state after.
   *
   * @param found the events of {@link #wanted}
   */
  List<StoredEvent> events(Map<Long, StoredEvent> found) {
    List<StoredEvent> before = new ArrayList<>(after.size());
    for (Map.Entry<StateTuple, StoredEvent> slot : after.entrySet()) {
      if (!replaced.containsKey(slot.getKey())) {
        before.add(slot.getValue());
      } else {
        Long nid = replaced.get(slot.getKey());
        StoredEvent event = nid == null ? null : found.get(nid);
        if (event != null) {
          before.add(event);
        }
      }
    }
    return before;
  }

  static StateTuple slot(StoredEvent event) {
    String key = event.stateKey();
    if (key == null) {
      throw new IllegalArgumentException("event " + event.nid() + " is no state");
    }
    return new StateTuple(event.type(), key);
  }
}
