package org.matrixee.server.federation.query;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.GraphStore;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.OutgoingTransaction;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.state.StateStore;

/**
 * What other servers may read of rooms: a fixed number of statements for each question.
 *
 * <p>Only a server with a joined user in the room reads; its state, one with an invited user as
 * well. PDUs are given as they are kept, redacted ones stripped.
 *
 * <p>2014: federation-v1, 4.
 */
@Stateless
public class EventQueryService {
  /** The most events of one answer. */
  public static final int MOST_EVENTS = 100;

  private static final String NOT_HERE = "This server is not in this room.";

  private static final Set<Membership> JOINED = Set.of(Membership.JOIN);
  private static final Set<Membership> CONCERNED = Set.of(Membership.JOIN, Membership.INVITE);

  private RoomRefs rooms;
  private MembershipStore memberships;
  private EventStore events;
  private GraphStore graph;
  private StateStore states;
  private OutboxStore outbox;
  private DestinationStore destinations;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected EventQueryService() {}

  /** With what it needs. */
  @Inject
  public EventQueryService(
      RoomRefs rooms,
      MembershipStore memberships,
      EventStore events,
      GraphStore graph,
      StateStore states,
      OutboxStore outbox,
      DestinationStore destinations,
      MatrixConfig config) {
    this.rooms = rooms;
    this.memberships = memberships;
    this.events = events;
    this.graph = graph;
    this.states = states;
    this.outbox = outbox;
    this.destinations = destinations;
    this.config = config;
  }

  /**
   * One event, whatever became of it here: the asking server judges it for itself.
   *
   * @throws MatrixException M_NOT_FOUND, M_FORBIDDEN
   */
  public JsonText event(Origin reader, EventId id) {
    StoredEvent event = events.find(id).orElseThrow(() -> notFound("There is no such event."));
    requireHere(event.roomNid());
    requireReader(reader, event.roomNid(), JOINED);
    return event.json();
  }

  /**
   * The state of a room.
   *
   * @param before the event before which it is wanted; null for now
   * @throws MatrixException M_NOT_FOUND, M_FORBIDDEN
   */
  public List<JsonText> state(Origin reader, RoomId room, @Nullable EventId before) {
    RoomRef ref = requireRoom(room);
    requireReader(reader, ref.nid(), CONCERNED);
    if (before == null) {
      return json(states.currentAll(Set.of(ref.nid())).getOrDefault(ref.nid(), List.of()));
    }
    GraphNode node = requireNode(ref, before);
    return json(events.findAllByNid(states.all(node.snapshotBefore())).values());
  }

  /**
   * The events that decide whether an event is allowed: in rooms of 2014 no event names them, so
   * they are those parts of the state before it that the rules look at.
   *
   * @throws MatrixException M_NOT_FOUND, M_FORBIDDEN
   */
  public List<JsonText> authorizing(Origin reader, RoomId room, EventId id) {
    RoomRef ref = requireRoom(room);
    requireReader(reader, ref.nid(), JOINED);
    GraphNode node = requireNode(ref, id);
    StoredEvent stored = events.find(id).orElseThrow(() -> notFound("There is no such event."));
    Collection<Long> deciding =
        states
            .find(
                node.snapshotBefore(),
                RoomRules.of(ref.version()).slots(AuthCandidate.of(EventReader.decode(stored))))
            .values();
    return json(events.findAllByNid(deciding).values());
  }

  /**
   * Events and what came before them, the newest first.
   *
   * @param newest where to begin; those that are not of the room are passed over
   * @param limit the most events
   * @throws MatrixException M_NOT_FOUND, M_FORBIDDEN
   */
  public List<JsonText> history(Origin reader, RoomId room, Collection<EventId> newest, int limit) {
    RoomRef ref = requireRoom(room);
    requireReader(reader, ref.nid(), JOINED);
    long depth =
        graph.nodes(newest).values().stream()
            .filter(node -> node.roomNid() == ref.nid() && node.status() == EventStatus.ACCEPTED)
            .mapToLong(GraphNode::depth)
            .max()
            .orElse(-1);
    if (depth < 0) {
      return List.of();
    }
    TimelinePosition from = new TimelinePosition(depth, Long.MAX_VALUE);
    int most = Math.min(limit, MOST_EVENTS);
    // By depth every event comes before those that it leads to; a few of other branches are left
    // out.
    List<StoredEvent> page =
        events.page(
            new TimelineQuery(ref.nid(), from, null, true, Long.MAX_VALUE, 2 * MOST_EVENTS));
    Set<EventId> wanted = new HashSet<>(newest);
    List<JsonText> found = new ArrayList<>();
    for (StoredEvent stored : page) {
      if (found.size() < most && wanted.contains(stored.id())) {
        found.add(stored.json());
        Event event = EventReader.decode(stored);
        event.prevEvents().stream().map(EventReference::id).forEach(wanted::add);
      }
    }
    return found;
  }

  /**
   * The events that a server was sent after a transaction, and those that it has not been sent yet.
   *
   * <p>2014: federation-v1, 4, {@code /pull/}.
   *
   * @param after the ID of one of our transactions
   */
  public List<JsonText> sentAfter(Origin reader, long after) {
    // Events move from the outbox into a transaction, which is answered one day: they are looked
    // for
    // against that direction, or one that moves meanwhile would be found nowhere.
    List<OutboxStore.Entry> waiting = outbox.peek(reader.server(), Long.MAX_VALUE, MOST_EVENTS);
    Optional<OutgoingTransaction> unanswered = destinations.findUnanswered(reader.server());
    Set<Long> nids = new LinkedHashSet<>();
    destinations
        .sentAfter(reader.server(), after, MOST_EVENTS)
        .forEach(transaction -> add(nids, transaction.pdus()));
    unanswered.ifPresent(transaction -> add(nids, transaction.pdus()));
    add(nids, waiting);
    List<Long> first = nids.stream().limit(MOST_EVENTS).toList();
    Map<Long, StoredEvent> found = events.findAllByNid(first);
    return first.stream().map(found::get).filter(Objects::nonNull).map(StoredEvent::json).toList();
  }

  private static void add(Set<Long> nids, List<OutboxStore.Entry> entries) {
    entries.forEach(entry -> nids.add(entry.eventNid()));
  }

  private RoomRef requireRoom(RoomId room) {
    RoomRef ref = rooms.find(room).orElseThrow(() -> notFound(NOT_HERE));
    requireHere(ref.nid());
    return ref;
  }

  /** Once our last user has left, we do not hear any more who may read. */
  private void requireHere(long roomNid) {
    if (!memberships.isServerIn(roomNid, config.serverName(), JOINED)) {
      throw notFound(NOT_HERE);
    }
  }

  private GraphNode requireNode(RoomRef ref, EventId id) {
    GraphNode node = graph.nodes(Set.of(id)).get(id);
    if (node == null || node.roomNid() != ref.nid() || !node.isStateKnown()) {
      throw notFound("The state around this event is not known here.");
    }
    return node;
  }

  private void requireReader(Origin reader, long roomNid, Set<Membership> kinds) {
    ServerName server = reader.server();
    if (!memberships.isServerIn(roomNid, server, kinds)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "Only servers with a user in the room may read it.");
    }
  }

  private static List<JsonText> json(Collection<StoredEvent> found) {
    return found.stream().map(StoredEvent::json).toList();
  }

  private static MatrixException notFound(String sentence) {
    return new MatrixException(ErrorCode.M_NOT_FOUND, sentence);
  }
}
