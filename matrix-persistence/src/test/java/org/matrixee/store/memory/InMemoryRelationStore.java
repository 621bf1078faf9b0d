package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.Relation;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.store.event.AnnotationKey;
import org.matrixee.store.event.RelationQuery;
import org.matrixee.store.event.RelationStore;
import org.matrixee.store.memory.Tables.EventRow;

/** Relations in memory: read from the events each time. */
final class InMemoryRelationStore implements RelationStore {
  private static final Set<String> AGGREGATED =
      Set.of(Relation.REPLACE, Relation.THREAD, Relation.REFERENCE);
  private static final Comparator<Row> OLDEST_FIRST = comparing(Row::place);

  private final InMemoryStores stores;

  InMemoryRelationStore(InMemoryStores stores) {
    this.stores = stores;
  }

  private record Row(EventRow child, Relation relation) {
    Event event() {
      return child.appended().event();
    }

    TimelinePosition place() {
      return child.place();
    }

    long position() {
      return child.appended().position();
    }
  }

  private Stream<Row> rows() {
    return stores.tables().events.values().stream()
        .filter(EventRow::isAccepted)
        .filter(row -> row.redactedBy() == null)
        .flatMap(
            row ->
                Relation.of(row.appended().event().content()).stream()
                    .map(relation -> new Row(row, relation)));
  }

  private Stream<Row> rows(long roomNid, Collection<EventId> parents, long upToPosition) {
    return rows()
        .filter(row -> row.child().roomNid() == roomNid)
        .filter(row -> parents.contains(row.relation().parent()))
        .filter(row -> row.position() <= upToPosition);
  }

  @Override
  public Map<Long, Map<EventId, Set<String>>> aggregated(Collection<EventId> parents) {
    Map<Long, Map<EventId, Set<String>>> found = new HashMap<>();
    rows()
        .filter(row -> parents.contains(row.relation().parent()))
        .filter(row -> AGGREGATED.contains(row.relation().type()))
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.child().roomNid(), nid -> new HashMap<>())
                    .computeIfAbsent(row.relation().parent(), id -> new HashSet<>())
                    .add(row.relation().type()));
    return found;
  }

  @Override
  public List<StoredEvent> page(RelationQuery query) {
    TimelinePosition lower = query.backwards() ? query.to() : query.from();
    TimelinePosition upper = query.backwards() ? query.from() : query.to();
    return rows(query.roomNid(), query.parents(), query.upToPosition())
        .filter(row -> query.relType() == null || row.relation().is(query.relType()))
        .filter(row -> query.type() == null || row.event().type().equals(query.type()))
        .filter(row -> lower == null || row.place().compareTo(lower) > 0)
        .filter(row -> upper == null || row.place().compareTo(upper) <= 0)
        .sorted(query.backwards() ? OLDEST_FIRST.reversed() : OLDEST_FIRST)
        .limit(query.limit())
        .map(row -> stores.tables().stored(row.child()))
        .toList();
  }

  @Override
  public Set<EventId> children(
      long roomNid, Collection<EventId> parents, long upToPosition, int limit) {
    return rows(roomNid, parents, upToPosition)
        .sorted(OLDEST_FIRST.reversed())
        .limit(limit)
        .map(row -> row.event().id())
        .collect(toCollection(LinkedHashSet::new));
  }

  @Override
  public Map<EventId, Long> newestEdits(
      long roomNid, Collection<EventId> originals, long upToPosition) {
    Map<EventId, Long> found = new HashMap<>();
    rows(roomNid, originals, upToPosition)
        .filter(row -> row.relation().is(Relation.REPLACE) && isComplete(row))
        .filter(this::isOfSameMake)
        .sorted(
            comparing((Row row) -> row.event().originServerTs())
                .thenComparing(row -> row.event().id().value()))
        .forEach(row -> found.put(row.relation().parent(), row.child().appended().nid()));
    return found;
  }

  private static boolean isComplete(Row row) {
    Event event = row.event();
    return row.relation().isComplete(event.type(), event.isState(), event.content());
  }

  private boolean isOfSameMake(Row row) {
    Long nid = stores.tables().eventNids.get(row.relation().parent());
    EventRow parent = nid == null ? null : stores.tables().events.get(nid);
    return parent != null
        && parent.roomNid() == row.child().roomNid()
        && parent.redactedBy() == null
        && !parent.isState()
        && parent.appended().event().type().equals(row.event().type())
        && parent.appended().event().sender().equals(row.event().sender());
  }

  @Override
  public Map<EventId, ThreadSummary> threads(
      long roomNid, Collection<EventId> roots, UserId participant, long upToPosition) {
    Map<EventId, ThreadSummary> found = new HashMap<>();
    rows(roomNid, roots, upToPosition)
        .filter(row -> row.relation().is(Relation.THREAD))
        .sorted(OLDEST_FIRST)
        .forEach(
            row ->
                found.merge(
                    row.relation().parent(),
                    new ThreadSummary(
                        row.child().appended().nid(), 1, row.event().sender().equals(participant)),
                    (before, now) ->
                        new ThreadSummary(
                            now.latestNid(),
                            before.count() + 1,
                            before.participated() || now.participated())));
    return found;
  }

  @Override
  public List<ThreadRoot> threadRoots(
      long roomNid, UserId participant, long before, long upToPosition, int limit) {
    Map<EventId, Long> latest = new HashMap<>();
    Set<EventId> taken = new HashSet<>();
    rows()
        .filter(row -> row.child().roomNid() == roomNid && row.position() <= upToPosition)
        .filter(row -> row.relation().is(Relation.THREAD))
        .forEach(
            row -> {
              latest.merge(row.relation().parent(), row.position(), Math::max);
              if (participant == null
                  || row.event().sender().equals(participant)
                  || isBy(row.relation().parent(), participant)) {
                taken.add(row.relation().parent());
              }
            });
    return latest.entrySet().stream()
        .filter(entry -> taken.contains(entry.getKey()) && entry.getValue() < before)
        .map(entry -> new ThreadRoot(entry.getKey(), entry.getValue()))
        .sorted(comparing(ThreadRoot::latestPosition).reversed())
        .limit(limit)
        .toList();
  }

  private boolean isBy(EventId id, UserId user) {
    Long nid = stores.tables().eventNids.get(id);
    return nid != null && stores.tables().events.get(nid).appended().event().sender().equals(user);
  }

  @Override
  public Map<EventId, List<EventId>> references(
      long roomNid, Collection<EventId> parents, long upToPosition, int perParent) {
    Map<EventId, List<EventId>> found = new LinkedHashMap<>();
    rows(roomNid, parents, upToPosition)
        .filter(row -> row.relation().is(Relation.REFERENCE))
        .sorted(OLDEST_FIRST)
        .forEach(
            row -> {
              List<EventId> ids =
                  found.computeIfAbsent(row.relation().parent(), id -> new ArrayList<>());
              if (ids.size() < perParent) {
                ids.add(row.event().id());
              }
            });
    return found;
  }

  @Override
  public Map<AnnotationKey, Long> annotations(Collection<AnnotationKey> keys) {
    Map<AnnotationKey, Long> found = new HashMap<>();
    rows()
        .filter(row -> row.relation().key() != null)
        .forEach(
            row -> {
              AnnotationKey key =
                  new AnnotationKey(
                      row.child().roomNid(),
                      row.relation().parent(),
                      row.event().sender(),
                      row.event().type(),
                      row.relation().key());
              if (keys.contains(key)) {
                found.put(key, row.child().appended().nid());
              }
            });
    return found;
  }
}
