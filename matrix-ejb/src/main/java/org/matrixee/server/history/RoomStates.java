package org.matrixee.server.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.sync.TimelineRequest;
import org.matrixee.server.sync.Timelines;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.state.StateStore;

/** The states of rooms, now and at points of their history. Needs a running transaction. */
@ApplicationScoped
public class RoomStates {
  private static final Comparator<StoredEvent> OLDEST_FIRST =
      Comparator.comparingLong(StoredEvent::depth).thenComparingLong(StoredEvent::position);

  private StateStore states;
  private GraphStore graph;
  private EventStore events;
  private Timelines timelines;

  /** For the container's proxies. */
  protected RoomStates() {}

  /** With what it needs. */
  @Inject
  public RoomStates(StateStore states, GraphStore graph, EventStore events, Timelines timelines) {
    this.states = states;
    this.graph = graph;
    this.events = events;
    this.timelines = timelines;
  }

  /** The whole state that a reader may see: that of now, or of when the reader left. */
  public List<StoredEvent> all(Reader reader) {
    return isOfNow(reader)
        ? states
            .currentAll(Set.of(reader.room().nid()))
            .getOrDefault(reader.room().nid(), List.of())
        : at(leaving(reader));
  }

  /** The event in one slot of that state; null if it is empty. */
  public @Nullable StoredEvent find(Reader reader, StateTuple slot) {
    long room = reader.room().nid();
    if (isOfNow(reader)) {
      return states.current(Map.of(room, Set.of(slot))).getOrDefault(room, Map.of()).get(slot);
    }
    StoredEvent left = leaving(reader);
    GraphNode node = left == null ? null : graph.nodes(List.of(left.id())).get(left.id());
    if (left == null || node == null) {
      return null;
    }
    if (slot.equals(slot(left)) && node.changesState()) {
      return left;
    }
    Long nid = states.find(node.snapshotBefore(), Set.of(slot)).get(slot);
    return nid == null ? null : events.findAllByNid(List.of(nid)).get(nid);
  }

  /** The members in that state, or at a point of the history. */
  List<StoredEvent> members(Reader reader, @Nullable StreamToken at) {
    if (at == null && isOfNow(reader)) {
      return states.currentOfType(reader.room().nid(), EventType.MEMBER);
    }
    StoredEvent point = at == null ? leaving(reader) : lastBefore(reader.room(), at);
    return at(point).stream().filter(RoomStates::isMember).toList();
  }

  /** The member events of those who have sent some events. */
  List<StoredEvent> senders(Reader reader, List<StoredEvent> sent) {
    Set<StateTuple> slots = new HashSet<>();
    sent.forEach(event -> slots.add(StateTuple.member(event.sender())));
    if (slots.isEmpty()) {
      return List.of();
    }
    if (!isOfNow(reader)) {
      return withMembersOf(all(reader), sent).stream().filter(RoomStates::isMember).toList();
    }
    long room = reader.room().nid();
    return states.current(Map.of(room, slots)).getOrDefault(room, Map.of()).values().stream()
        .sorted(OLDEST_FIRST)
        .toList();
  }

  /** A state of whose members only those are left who have sent some events. */
  static List<StoredEvent> withMembersOf(List<StoredEvent> state, List<StoredEvent> sent) {
    Set<String> senders = new HashSet<>();
    sent.forEach(event -> senders.add(event.sender().value()));
    return state.stream()
        .filter(event -> !isMember(event) || senders.contains(event.stateKey()))
        .toList();
  }

  private static boolean isMember(StoredEvent event) {
    return event.type().equals(EventType.MEMBER);
  }

  private @Nullable StoredEvent lastBefore(RoomRef room, StreamToken at) {
    return timelines.page(room, new TimelineRequest(at, null, true, 1)).events().stream()
        .findFirst()
        .orElse(null);
  }

  /** Who has never been in the room reads it since the world may. */
  private static boolean isOfNow(Reader reader) {
    return reader.isJoined() || !reader.hasJoined();
  }

  private @Nullable StoredEvent leaving(Reader reader) {
    TimelineRequest upTo =
        new TimelineRequest(
            new StreamToken.Live(reader.joinedUntil(), StreamToken.Live.UNKNOWN), null, true, 1);
    return timelines.page(reader.room(), upTo).events().stream().findFirst().orElse(null);
  }

  /** What holds in a room now, but for who is in it. */
  public List<StoredEvent> withoutMembers(long roomNid) {
    return states
        .currentWithout(Set.of(roomNid), EventType.MEMBER)
        .getOrDefault(roomNid, List.of());
  }

  /** The state after an event, oldest first; none after null. */
  public List<StoredEvent> at(@Nullable StoredEvent event) {
    GraphNode node = event == null ? null : graph.nodes(List.of(event.id())).get(event.id());
    if (event == null || node == null) {
      return List.of();
    }
    List<StoredEvent> state =
        new ArrayList<>(events.findAllByNid(states.all(node.snapshotBefore())).values());
    StateTuple own = slot(event);
    if (own != null && node.changesState()) {
      state.removeIf(other -> own.equals(slot(other)));
      state.add(event);
    }
    state.sort(OLDEST_FIRST);
    return state;
  }

  private static @Nullable StateTuple slot(StoredEvent event) {
    String key = event.stateKey();
    return key == null ? null : new StateTuple(event.type(), key);
  }
}
