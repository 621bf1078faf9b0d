package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphNode;

/** Rooms that come from other servers: their first state, their past, and invites to them. */
@ApplicationScoped
public class RoomAdopter {
  private static final int BAD_GATEWAY = 502;

  private ForkedState forks;
  private KnownEvents known;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected RoomAdopter() {}

  /** With what it needs. */
  @Inject
  public RoomAdopter(ForkedState forks, KnownEvents known, MatrixConfig config) {
    this.forks = forks;
    this.known = known;
    this.config = config;
  }

  /**
   * Makes the room out of its state and the join.
   *
   * @throws MatrixException if they make none; then nothing may be written
   */
  ReceiveResult adopt(Batch batch, RoomWork work, RoomCommand.Adopt adopt) {
    if (work.servers().contains(config.serverName())) {
      return new ReceiveResult.InRoomAlready();
    }
    SignedPdu join = adopt.join();
    Map<StateTuple, SignedPdu> state = new HashMap<>();
    for (SignedPdu pdu : adopt.state()) {
      if (pdu.event().isState()) {
        state.put(pdu.event().slot(), pdu);
      }
    }
    requireAllowed(work, state, join.event());
    Map<StateTuple, Long> slots = new HashMap<>();
    for (SignedPdu pdu : state.values()) {
      ReceivedEvents.keepOutlier(batch, work, pdu);
      GraphNode node =
          Objects.requireNonNull(work.graph().node(pdu.event().id()), "an event just kept");
      if (node.roomNid() == work.lock().roomNid()) {
        slots.put(pdu.event().slot(), node.nid());
      }
    }
    long before = known.states().with(forks.real(work, work.head().snapshot()), slots);
    GraphNode held = work.graph().node(join.event().id());
    boolean row = held != null && !work.withdraw(join.event().id());
    Added.Place place = new Added.Place(EventStatus.ACCEPTED, Added.Stream.LIVE, before, true, row);
    Added added =
        new Added(
            held == null ? batch.nextNid() : held.nid(),
            join,
            null,
            Membership.JOIN,
            false,
            Set.of(),
            place);
    long after = known.states().with(before, Map.of(join.event().slot(), added.nid()));
    List<KnownEvent> current = new ArrayList<>(known.load(work, slots.values()).values());
    current.removeIf(event -> event.event().slot().equals(join.event().slot()));
    work.restart(added, after, current);
    work.override(new KnownEvent(work.stored(added, 0), join.event()));
    work.reread();
    awaitPredecessors(work, join.event(), added.nid());
    work.graph().come(join.event().id());
    return ReceiveResult.of(new PduOutcome.Accepted(join.event().id()));
  }

  private static void requireAllowed(RoomWork work, Map<StateTuple, SignedPdu> state, Event join) {
    Map<StateTuple, Event> events = new HashMap<>();
    state.forEach((slot, pdu) -> events.put(slot, pdu.event()));
    if (!events.containsKey(StateTuple.of(EventType.CREATE))) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN,
          BAD_GATEWAY,
          "The other server gave a room without its beginning.",
          Map.of());
    }
    Verdict verdict =
        RoomRules.of(work.lock().version())
            .authorizer(new AuthOptions(true))
            .check(join, new StateMap(events));
    if (verdict instanceof Verdict.Denied denied) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason());
    }
  }

  private static void awaitPredecessors(RoomWork work, Event event, long nid) {
    for (EventReference reference : event.prevEvents()) {
      GraphNode node = work.graph().node(reference.id());
      if (node == null || node.status() == EventStatus.OUTLIER) {
        work.graph()
            .await(new AwaitedEvent(reference.id(), Reason.PREDECESSOR, nid, event.depth()));
      }
    }
  }

  /** Notes an invite for one of our users, or its end. */
  ReceiveResult note(Batch batch, RoomWork work, RoomCommand.FromOutside outside) {
    Event event = outside.pdu().event();
    if (work.servers().contains(config.serverName())) {
      return new ReceiveResult.InRoomAlready();
    }
    Membership membership = Memberships.of(event);
    UserId user = UserId.parse(event.stateKey()).orElse(null);
    if (membership == null || user == null || !isAllowed(work, event, membership)) {
      return ReceiveResult.of(new PduOutcome.Dropped("This server is not in the room."));
    }
    GraphNode held = work.graph().node(event.id());
    boolean row = held != null && !work.withdraw(event.id());
    Added.Place place =
        new Added.Place(EventStatus.ACCEPTED, Added.Stream.LIVE, work.head().snapshot(), true, row);
    work.noteOutside(
        new Added(
            held == null ? batch.nextNid() : held.nid(),
            outside.pdu(),
            work.current(event.slot()).orElse(null),
            membership,
            false,
            Set.of(),
            place));
    return ReceiveResult.of(new PduOutcome.Accepted(event.id()));
  }

  /**
   * From outside nobody can judge a room; so an invite only ends by who made it, or its server, or
   * whom it is for; and a ban only by who made it, or its server.
   */
  private static boolean isAllowed(RoomWork work, Event event, Membership membership) {
    @Nullable KnownEvent current = work.current(event.slot()).orElse(null);
    if (current == null) {
      return membership == Membership.INVITE;
    }
    Membership before = Memberships.of(current.event());
    boolean bySame = current.event().sender().server().equals(event.sender().server());
    boolean byTarget = event.sender().value().equals(event.stateKey());
    return switch (membership) {
      case INVITE -> before != Membership.JOIN;
      case LEAVE ->
          before == Membership.INVITE
              ? bySame || byTarget
              : before == Membership.BAN && bySame && !byTarget;
      case BAN -> before == Membership.INVITE && bySame;
      case JOIN, KNOCK -> false;
    };
  }

  /** Adds what held events lead to, the newest first. */
  ReceiveResult addHistory(Batch batch, RoomWork work, RoomCommand.AddHistory history) {
    Set<EventId> wanted = new HashSet<>();
    EventId last = null;
    for (SignedPdu pdu : history.pdus()) {
      Event event = pdu.event();
      GraphNode held = work.graph().node(event.id());
      boolean led = work.graph().isFollowed(event.id()) || wanted.contains(event.id());
      boolean ours = held == null || held.roomNid() == work.lock().roomNid();
      if (led && ours) {
        if (held == null || held.status() == EventStatus.OUTLIER) {
          addOne(batch, work, pdu, held);
          last = event.id();
        } else {
          work.graph().come(event.id());
        }
        event.prevEvents().forEach(reference -> wanted.add(reference.id()));
      }
    }
    return ReceiveResult.of(
        last == null
            ? new PduOutcome.Dropped("Nothing of this was missing.")
            : new PduOutcome.Accepted(last));
  }

  private void addOne(Batch batch, RoomWork work, SignedPdu pdu, @Nullable GraphNode held) {
    boolean row = held != null && !work.withdraw(pdu.event().id());
    Added.Place place = new Added.Place(EventStatus.ACCEPTED, Added.Stream.HISTORY, 0, false, row);
    Added added =
        new Added(
            held == null ? batch.nextNid() : held.nid(), pdu, null, null, false, Set.of(), place);
    work.keep(added);
    awaitPredecessors(work, pdu.event(), added.nid());
    known.stripIfRedacted(work, added);
    work.graph().come(pdu.event().id());
  }
}
