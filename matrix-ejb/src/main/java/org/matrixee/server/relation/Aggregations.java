package org.matrixee.server.relation;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.Reader;
import org.matrixee.server.history.Readers;
import org.matrixee.server.history.VisibleEvents;
import org.matrixee.server.relation.rules.EditRules;
import org.matrixee.server.relation.rules.ThreadRules;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.event.RelationStore.ThreadSummary;

/**
 * What is told of events' children with the events themselves: for a whole page at once. Where
 * nothing is edited, discussed or referred to it is one statement; else a fixed number of them for
 * each room, whatever the number of events.
 *
 * <p>v1.19: client-server, "Aggregations of child events". State events have none. What the reader
 * may not see is not shown; the number of events in a thread is about right, as the specification
 * has it.
 */
@Stateless
public class Aggregations {
  /** As many references as one answer bears well. */
  private static final int MOST_REFERENCES = 100;

  private RelationStore relations;
  private EventStore events;
  private Readers readers;
  private VisibleEvents visible;

  /** For the container's proxies. */
  protected Aggregations() {}

  /** With what it needs. */
  @Inject
  public Aggregations(
      RelationStore relations, EventStore events, Readers readers, VisibleEvents visible) {
    this.relations = relations;
    this.events = events;
    this.readers = readers;
    this.visible = visible;
  }

  /**
   * What is told with each of some events; those with nothing to tell are left out.
   *
   * @param shown events that the reader may see, of any rooms
   */
  public Map<EventId, Aggregation> of(Requester requester, Collection<StoredEvent> shown) {
    Map<Long, Map<EventId, StoredEvent>> parents = new HashMap<>();
    Set<EventId> ids = new HashSet<>();
    for (StoredEvent event : shown) {
      if (!event.isState() && event.status() == EventStatus.ACCEPTED) {
        parents.computeIfAbsent(event.roomNid(), nid -> new HashMap<>()).put(event.id(), event);
        ids.add(event.id());
      }
    }
    Map<EventId, Aggregation> all = new HashMap<>();
    relations
        .aggregated(ids)
        .forEach(
            (room, kinds) -> {
              Map<EventId, StoredEvent> ofRoom = parents.getOrDefault(room, Map.of());
              if (!ofRoom.isEmpty()) {
                StoredEvent any = ofRoom.values().iterator().next();
                all.putAll(ofRoom(readers.find(requester, any.room()), ofRoom, kinds));
              }
            });
    return all;
  }

  private Map<EventId, Aggregation> ofRoom(
      Reader reader, Map<EventId, StoredEvent> parents, Map<EventId, Set<String>> kinds) {
    long room = reader.room().nid();
    Map<EventId, ThreadSummary> threads =
        relations.threads(room, of(kinds, Relation.THREAD), reader.user(), reader.readsUpTo());
    Map<EventId, Long> edits = edits(reader, kinds);
    Map<EventId, List<EventId>> references = references(reader, kinds);
    List<Long> wanted = new ArrayList<>(edits.values());
    threads.values().forEach(thread -> wanted.add(thread.latestNid()));
    Map<Long, StoredEvent> children = visible(reader, wanted);
    Map<EventId, StoredEvent> latest = new HashMap<>();
    for (ThreadSummary thread : threads.values()) {
      StoredEvent event = children.get(thread.latestNid());
      if (event != null) {
        latest.put(event.id(), event);
      }
    }
    Map<EventId, Aggregation> ofLatest = withoutThreads(reader, latest);
    Map<EventId, Aggregation> all = new HashMap<>();
    for (StoredEvent parent : parents.values()) {
      EventId id = parent.id();
      Aggregation aggregation =
          new Aggregation(
              edit(parent, edits.get(id), children),
              thread(reader, parent, threads.get(id), children, ofLatest),
              references.getOrDefault(id, List.of()));
      if (!aggregation.isEmpty()) {
        all.put(id, aggregation);
      }
    }
    return all;
  }

  /** Events in threads, which begin none. */
  private Map<EventId, Aggregation> withoutThreads(
      Reader reader, Map<EventId, StoredEvent> parents) {
    Map<EventId, Set<String>> kinds =
        relations.aggregated(parents.keySet()).getOrDefault(reader.room().nid(), Map.of());
    if (kinds.isEmpty()) {
      return Map.of();
    }
    Map<EventId, Long> edits = edits(reader, kinds);
    Map<EventId, List<EventId>> references = references(reader, kinds);
    Map<Long, StoredEvent> children = visible(reader, edits.values());
    Map<EventId, Aggregation> all = new HashMap<>();
    for (StoredEvent parent : parents.values()) {
      Aggregation aggregation =
          new Aggregation(
              edit(parent, edits.get(parent.id()), children),
              null,
              references.getOrDefault(parent.id(), List.of()));
      if (!aggregation.isEmpty()) {
        all.put(parent.id(), aggregation);
      }
    }
    return all;
  }

  private static Set<EventId> of(Map<EventId, Set<String>> kinds, String kind) {
    Set<EventId> ids = new HashSet<>();
    kinds.forEach(
        (id, its) -> {
          if (its.contains(kind)) {
            ids.add(id);
          }
        });
    return ids;
  }

  private Map<EventId, Long> edits(Reader reader, Map<EventId, Set<String>> kinds) {
    return relations.newestEdits(
        reader.room().nid(), of(kinds, Relation.REPLACE), reader.readsUpTo());
  }

  private Map<EventId, List<EventId>> references(Reader reader, Map<EventId, Set<String>> kinds) {
    return relations.references(
        reader.room().nid(), of(kinds, Relation.REFERENCE), reader.readsUpTo(), MOST_REFERENCES);
  }

  private Map<Long, StoredEvent> visible(Reader reader, Collection<Long> nids) {
    List<StoredEvent> found = List.copyOf(events.findAllByNid(nids).values());
    Map<Long, StoredEvent> seen = new HashMap<>();
    visible.filter(reader, found).forEach(event -> seen.put(event.nid(), event));
    return seen;
  }

  private static @Nullable StoredEvent edit(
      StoredEvent parent, @Nullable Long nid, Map<Long, StoredEvent> children) {
    StoredEvent edit = nid == null ? null : children.get(nid);
    return edit != null && EditRules.isValid(EventReader.decode(parent), EventReader.decode(edit))
        ? edit
        : null;
  }

  private static Aggregation.@Nullable ThreadBundle thread(
      Reader reader,
      StoredEvent root,
      @Nullable ThreadSummary thread,
      Map<Long, StoredEvent> children,
      Map<EventId, Aggregation> ofLatest) {
    StoredEvent latest = thread == null ? null : children.get(thread.latestNid());
    if (thread == null
        || latest == null
        || ThreadRules.findProblem(EventReader.decode(root)).isPresent()) {
      return null;
    }
    return new Aggregation.ThreadBundle(
        latest,
        ofLatest.get(latest.id()),
        thread.count(),
        thread.participated() || root.sender().equals(reader.user()));
  }
}
