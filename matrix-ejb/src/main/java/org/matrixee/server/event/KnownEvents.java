package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.state.StateStore;

/** Events and state of a room that forks: from the batch itself, else from the stores. */
@ApplicationScoped
public class KnownEvents {
  private EventStore events;
  private StateStore states;

  /** For the container's proxies. */
  protected KnownEvents() {}

  /** With what it needs. */
  @Inject
  public KnownEvents(EventStore events, StateStore states) {
    this.events = events;
    this.states = states;
  }

  StateStore states() {
    return states;
  }

  /** Events by their numbers; at most one statement. */
  Map<Long, KnownEvent> load(RoomWork work, Collection<Long> nids) {
    Map<Long, KnownEvent> loaded = new HashMap<>();
    Set<Long> missing = new HashSet<>();
    for (long nid : nids) {
      KnownEvent known = work.graph().known(nid);
      if (known == null) {
        missing.add(nid);
      } else {
        loaded.put(nid, known);
      }
    }
    if (!missing.isEmpty()) {
      for (StoredEvent stored : events.findAllByNid(missing).values()) {
        KnownEvent known = KnownEvent.of(stored);
        work.graph().remember(known);
        loaded.put(stored.nid(), known);
      }
    }
    return loaded;
  }

  /**
   * Some slots of a snapshot.
   *
   * @param snapshot a real one
   */
  Map<StateTuple, KnownEvent> slots(RoomWork work, long snapshot, Collection<StateTuple> wanted) {
    Map<StateTuple, Long> nids = states.find(snapshot, wanted);
    Map<Long, KnownEvent> loaded = load(work, nids.values());
    Map<StateTuple, KnownEvent> found = new HashMap<>();
    nids.forEach(
        (slot, nid) -> {
          KnownEvent known = loaded.get(nid);
          if (known != null) {
            found.put(slot, known);
          }
        });
    return found;
  }

  /** Known events as rules see them. */
  static StateMap map(Map<StateTuple, KnownEvent> known) {
    Map<StateTuple, Event> events = new HashMap<>();
    known.forEach((slot, event) -> events.put(slot, event.event()));
    return new StateMap(events);
  }

  /** Events by their IDs, whatever their status; at most one statement. */
  Map<EventId, KnownEvent> find(RoomWork work, Collection<EventId> ids) {
    Map<EventId, KnownEvent> found = new HashMap<>();
    events
        .findAll(ids)
        .forEach(
            (id, stored) -> {
              if (stored.roomNid() == work.lock().roomNid()) {
                KnownEvent known = KnownEvent.of(stored);
                work.graph().remember(known);
                found.put(id, known);
              }
            });
    return found;
  }

  /** Strips an event that comes after its redaction. */
  void stripIfRedacted(RoomWork work, Added added) {
    Set<Long> redactions = new HashSet<>();
    work.graph().redactionsOf(added.pdu().event().id()).forEach(r -> redactions.add(r.byNid()));
    if (redactions.isEmpty()) {
      return;
    }
    for (KnownEvent redaction : load(work, redactions).values()) {
      StoredEvent stored = redaction.stored();
      if (stored.roomNid() == work.lock().roomNid() && stored.status() == EventStatus.ACCEPTED) {
        Stripping.strip(work, work.stored(added, 0), stored.nid(), stored.json());
      }
    }
  }
}
