package org.matrixee.server.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.rules.HistoryVisibility;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.state.StateStore;

/**
 * Leaves out what a reader may not see. Three statements for a page, whatever its length, and those
 * that fetch what is not in memory of the states at its events.
 *
 * <p>Needs a running transaction.
 */
@ApplicationScoped
public class VisibleEvents {
  private static final StateTuple VISIBILITY = StateTuple.of(EventType.HISTORY_VISIBILITY);

  private GraphStore graph;
  private StateStore states;
  private EventStore events;

  /** For the container's proxies. */
  protected VisibleEvents() {}

  /** With what it needs. */
  @Inject
  public VisibleEvents(GraphStore graph, StateStore states, EventStore events) {
    this.graph = graph;
    this.states = states;
    this.events = events;
  }

  /** The events of a room that a reader may see, in their order. */
  public List<StoredEvent> filter(Reader reader, List<StoredEvent> page) {
    return filter(Map.of(reader, page)).getOrDefault(reader, List.of());
  }

  /**
   * The same for several rooms, by as many statements as for one.
   *
   * @param pages the events of each room; all readers are one user
   */
  public Map<Reader, List<StoredEvent>> filter(Map<Reader, List<StoredEvent>> pages) {
    Set<EventId> ids = new HashSet<>();
    Set<StateTuple> slots = new HashSet<>(Set.of(VISIBILITY));
    pages.forEach(
        (reader, page) -> {
          if (!isOf2014(reader)) {
            page.forEach(event -> ids.add(event.id()));
            slots.add(StateTuple.member(reader.user()));
          }
        });
    if (ids.isEmpty()) {
      return pages;
    }
    Map<EventId, GraphNode> nodes = graph.nodes(ids);
    Set<Long> snapshots = new HashSet<>();
    nodes.values().forEach(node -> snapshots.add(node.snapshotBefore()));
    Map<Long, Map<StateTuple, Long>> at = states.findEach(snapshots, slots);
    Map<Long, Event> said = load(at.values());
    Map<Reader, List<StoredEvent>> visible = new HashMap<>();
    pages.forEach(
        (reader, page) ->
            visible.put(
                reader,
                isOf2014(reader)
                    ? page
                    : page.stream().filter(e -> isVisible(reader, e, nodes, at, said)).toList()));
    return visible;
  }

  private static boolean isOf2014(Reader reader) {
    return RoomVersions.get(reader.room().version()).isOf2014();
  }

  private static boolean isVisible(
      Reader reader,
      StoredEvent stored,
      Map<EventId, GraphNode> nodes,
      Map<Long, Map<StateTuple, Long>> at,
      Map<Long, Event> said) {
    GraphNode node = nodes.get(stored.id());
    Map<StateTuple, Long> before =
        node == null ? Map.of() : at.getOrDefault(node.snapshotBefore(), Map.of());
    StateTuple member = StateTuple.member(reader.user());
    return isVisible(reader, stored, find(said, before, VISIBILITY), find(said, before, member));
  }

  private Map<Long, Event> load(Collection<Map<StateTuple, Long>> slots) {
    Set<Long> nids = new HashSet<>();
    slots.forEach(each -> nids.addAll(each.values()));
    Map<Long, Event> said = new HashMap<>();
    events.findAllByNid(nids).forEach((nid, stored) -> said.put(nid, EventReader.decode(stored)));
    return said;
  }

  private static @Nullable Event find(
      Map<Long, Event> said, Map<StateTuple, Long> slots, StateTuple slot) {
    Long nid = slots.get(slot);
    return nid == null ? null : said.get(nid);
  }

  /** An event that changes what counts may be seen by who may see it before or after it. */
  private static boolean isVisible(
      Reader reader, StoredEvent stored, @Nullable Event visibility, @Nullable Event member) {
    HistoryVisibility before =
        HistoryVisibility.of(visibility == null ? null : visibility.content());
    // Who has forgotten the room stands before it like somebody who was never there.
    Membership then = reader.forgotten() ? null : Readers.membershipIn(member);
    boolean later = stored.position() < reader.joinedUntil();
    if (before.shows(then, later)) {
      return true;
    }
    if (stored.type().equals(EventType.HISTORY_VISIBILITY) && "".equals(stored.stateKey())) {
      return HistoryVisibility.of(EventReader.decode(stored).content()).shows(then, later);
    }
    boolean own =
        !reader.forgotten()
            && stored.type().equals(EventType.MEMBER)
            && reader.user().value().equals(stored.stateKey());
    return own && before.shows(Readers.membershipIn(EventReader.decode(stored)), later);
  }
}
