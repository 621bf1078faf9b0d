package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.GraphNode;

/** Rooms that come from other servers: their first state, and invites to them. */
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
    StateMap given = map(state);
    state.replaceAll(
        (slot, pdu) -> EventAdder.withLevel(pdu, RequiredLevelStamp.believed(pdu.event(), given)));
    requireAllowed(work, map(state), join.event());
    Map<StateTuple, KnownEvent> events = keep(batch, work, state);
    Map<StateTuple, Long> slots = new HashMap<>();
    events.forEach((slot, event) -> slots.put(slot, event.stored().nid()));
    long before = known.states().with(forks.real(work, work.head().snapshot()), slots);
    Added.Place place = new Added.Place(EventStatus.ACCEPTED, Added.Stream.LIVE, before, true);
    Added added =
        new Added(
            work.nid(batch, join.event().id()),
            join,
            events.get(join.event().slot()),
            Membership.JOIN,
            false,
            Set.of(),
            place);
    long after = known.states().with(before, Map.of(join.event().slot(), added.nid()));
    events.remove(join.event().slot());
    work.restart(added, after, events.values());
    work.override(new KnownEvent(work.stored(added, 0), join.event()));
    work.reread();
    EventAdder.awaitPredecessors(work, added);
    work.graph().come(join.event().id());
    return ReceiveResult.of(new PduOutcome.Accepted(join.event().id()));
  }

  private static StateMap map(Map<StateTuple, SignedPdu> state) {
    Map<StateTuple, Event> events = new HashMap<>();
    state.forEach((slot, pdu) -> events.put(slot, pdu.event()));
    return new StateMap(events);
  }

  /** Keeps the state as outliers; of what is held already, only the level is set anew. */
  private Map<StateTuple, KnownEvent> keep(
      Batch batch, RoomWork work, Map<StateTuple, SignedPdu> state) {
    Map<StateTuple, Long> nids = new HashMap<>();
    state.forEach(
        (slot, pdu) -> {
          ReceivedEvents.keepOutlier(batch, work, pdu);
          GraphNode node =
              Objects.requireNonNull(work.graph().node(pdu.event().id()), "an event just kept");
          if (node.roomNid() == work.lock().roomNid()) {
            nids.put(slot, node.nid());
          }
        });
    Map<Long, KnownEvent> loaded = known.load(work, nids.values());
    Map<StateTuple, KnownEvent> kept = new HashMap<>();
    nids.forEach(
        (slot, nid) -> {
          KnownEvent event = Objects.requireNonNull(loaded.get(nid), "an event that is held");
          Long level = Objects.requireNonNull(state.get(slot)).event().requiredPowerLevel();
          kept.put(slot, level == null ? event : work.relevel(event, level));
        });
    return kept;
  }

  private static void requireAllowed(RoomWork work, StateMap state, Event join) {
    if (state.get(StateTuple.of(EventType.CREATE)) == null) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN,
          BAD_GATEWAY,
          "The other server gave a room without its beginning.",
          Map.of());
    }
    Verdict verdict =
        RoomRules.of(work.lock().version()).authorizer(new AuthOptions(true)).check(join, state);
    if (verdict instanceof Verdict.Denied denied) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, denied.reason());
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
    Added.Place place =
        new Added.Place(EventStatus.ACCEPTED, Added.Stream.LIVE, work.head().snapshot(), true);
    work.noteOutside(
        new Added(
            work.nid(batch, event.id()),
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
}
