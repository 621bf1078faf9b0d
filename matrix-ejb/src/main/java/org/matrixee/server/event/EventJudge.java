package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.Verdict;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RequiredLevelStamp;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.ReferenceHash;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.RoomHead;

/**
 * Judges an event of another server by the state before it and by the room as it is now, and adds
 * it.
 *
 * <p>The ordinary event follows the room's only extremity, or one whose state is the room's: it is
 * judged once, by what is in memory. Only where states differ they are brought together.
 *
 * <p>Spec: federation-v1, 3.1 and 8; LAYOUT, 7, steps g to i.
 */
@ApplicationScoped
public class EventJudge {
  /** Over a gap, depth cannot be checked; but no honest room has grown by more meanwhile. */
  private static final long MOST_LEAP = 1_000_000;

  /**
   * More are not followed up (threats: fan-in). None is ever pushed out for another one: the state
   * is what all of them make together, and whoever could push out a ban would undo it. So what does
   * not fit is no extremity: a message is shown all the same, since it changes nothing; a state
   * event counts as soon as somebody follows it.
   */
  private static final int MOST_EXTREMITIES = 50;

  /**
   * Whether an invite may be refused is each server's own choice (authorization-v1, C9); what
   * another server has allowed its user, all must take in the same way.
   */
  private static final AuthOptions ALL = new AuthOptions(true);

  private ForkedState forks;
  private EdgeState edges;
  private KnownEvents known;
  private EventAdder adder;
  private TornRooms torn;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected EventJudge() {}

  /** With what it needs. */
  @Inject
  public EventJudge(
      ForkedState forks,
      EdgeState edges,
      KnownEvents known,
      EventAdder adder,
      TornRooms torn,
      MatrixConfig config) {
    this.forks = forks;
    this.edges = edges;
    this.known = known;
    this.adder = adder;
    this.torn = torn;
    this.config = config;
  }

  /** Judges an event that is new, or held as an outlier. */
  ReceiveResult judge(Batch batch, RoomWork work, RoomCommand.Receive command) {
    Event event = command.pdu().event();
    if (!work.servers().contains(config.serverName())) {
      return new ReceiveResult.NotInRoom();
    }
    Predecessors prev = predecessors(work, event);
    String problem = prev.problem(work, event);
    if (problem != null) {
      return ReceiveResult.of(new PduOutcome.Dropped(problem));
    }
    if (!areThoseNamed(work, event)) {
      return ReceiveResult.of(
          new PduOutcome.Dropped("prev_pdus names another event with the ID of one that is here."));
    }
    if (!prev.isComplete() && work.graph().node(event.id()) != null) {
      // Part of a state that somebody gave. What led to it is history, and comes as such; until
      // then nobody has judged it, so it must not pass for an event of the room.
      return ReceiveResult.of(
          new PduOutcome.SoftFailed(event.id(), "What led to this event is not known here."));
    }
    if (!prev.isComplete() && command.edge() == null) {
      return new ReceiveResult.Gap(prev.unheld(), isFromInside(work, command));
    }
    if (prev.isComplete() && isLinear(work, prev) && command.terms().denial() == null) {
      return judgeLinear(batch, work, command);
    }
    ForkedState.Resolved before = stateBefore(work, prev, command);
    if (!before.missing().isEmpty() && !command.last()) {
      return new ReceiveResult.StateGap(before.missing());
    }
    return judgeForked(batch, work, command, prev, before.snapshot());
  }

  /** Whether to believe that what is missing is there. 2014: federation-v1, 3.1, step 2. */
  private boolean isFromInside(RoomWork work, RoomCommand.Receive command) {
    return work.servers().contains(command.from())
        || command.pdu().event().origin().equals(config.serverName());
  }

  /**
   * The predecessors of an event.
   *
   * @param held those whose state is known
   * @param unheld those that are not here
   * @param stateless those that are here, but without the state around them
   */
  private record Predecessors(
      List<GraphNode> held, Set<EventId> unheld, List<GraphNode> stateless) {
    boolean isComplete() {
      return unheld.isEmpty() && stateless.isEmpty();
    }

    /** Impossible graphs; a depth that lies would spoil the order of all that follows. */
    @Nullable String problem(RoomWork work, Event event) {
      long deepest = 0;
      List<GraphNode> here = new ArrayList<>(held);
      here.addAll(stateless);
      for (GraphNode node : here) {
        if (node.roomNid() != work.lock().roomNid()) {
          return "prev_pdus names an event of another room.";
        }
        deepest = Math.max(deepest, node.depth());
      }
      if (event.prevEvents().isEmpty()) {
        return "prev_pdus must name the newest events of the room.";
      }
      if (event.depth() <= deepest || (unheld.isEmpty() && event.depth() != deepest + 1)) {
        return "depth must be one above the greatest depth of prev_pdus.";
      }
      return event.depth() > work.head().depth() + MOST_LEAP
          ? "depth is too far above that of the room."
          : null;
    }
  }

  private static Predecessors predecessors(RoomWork work, Event event) {
    List<GraphNode> held = new ArrayList<>();
    List<GraphNode> stateless = new ArrayList<>();
    Set<EventId> unheld = new LinkedHashSet<>();
    for (EventReference reference : event.prevEvents()) {
      GraphNode node = work.graph().node(reference.id());
      if (node == null) {
        unheld.add(reference.id());
      } else {
        (node.isStateKnown() ? held : stateless).add(node);
      }
    }
    return new Predecessors(held, unheld, stateless);
  }

  /**
   * Whether the events that are here are those that it names: a server can sign two with one ID and
   * give each half of the room another one.
   */
  private boolean areThoseNamed(RoomWork work, Event event) {
    Map<EventId, String> tips = new HashMap<>();
    work.head()
        .extremities()
        .forEach(tip -> tips.put(tip.reference().id(), tip.reference().sha256()));
    Map<Long, String> open = new HashMap<>();
    for (EventReference reference : event.prevEvents()) {
      String named = reference.sha256();
      GraphNode node = work.graph().node(reference.id());
      String tip = tips.get(reference.id());
      if (named != null && tip != null && !named.equals(tip)) {
        return false;
      }
      if (named != null && tip == null && node != null) {
        open.put(node.nid(), named);
      }
    }
    Map<Long, KnownEvent> events = known.load(work, open.keySet());
    return open.entrySet().stream()
        .allMatch(
            each -> {
              KnownEvent here = events.get(each.getKey());
              return here == null
                  || ReferenceHash.of(here.event().pdu(), rules(work).version())
                      .equals(each.getValue());
            });
  }

  private static boolean isLinear(RoomWork work, Predecessors prev) {
    Set<EventId> ids = prev.held().stream().map(GraphNode::id).collect(Collectors.toSet());
    List<RoomHead.Extremity> head = work.head().extremities();
    return head.size() == ids.size()
        && head.stream().allMatch(extremity -> ids.contains(extremity.reference().id()));
  }

  private ReceiveResult judgeLinear(Batch batch, RoomWork work, RoomCommand.Receive command) {
    Event event = command.pdu().event();
    StateMap state = work.state(slots(work, event));
    if (authorizer(work).check(event, state) instanceof Verdict.Denied denied) {
      adder.keep(batch, work, command.pdu(), EventStatus.REJECTED, work.head().snapshot(), null);
      return ReceiveResult.of(new PduOutcome.Rejected(event.id(), denied.reason()));
    }
    StateTuple slot = event.isState() ? event.slot() : null;
    KnownEvent replaced = slot == null ? null : work.current(slot).orElse(null);
    boolean followed = work.graph().isFollowed(event.id());
    EventAdder.Accepted accepted =
        new EventAdder.Accepted(
            command.pdu(), level(work, event, state), replaced, spreads(work, command, replaced));
    if (followed) {
      return judgeForked(
          batch,
          work,
          command,
          predecessors(work, event),
          forks.real(work, work.head().snapshot()));
    }
    adder.follow(batch, work, accepted);
    return ReceiveResult.of(new PduOutcome.Accepted(event.id()));
  }

  private ForkedState.Resolved stateBefore(
      RoomWork work, Predecessors prev, RoomCommand.Receive command) {
    Set<Long> snapshots = new LinkedHashSet<>();
    prev.held().forEach(node -> snapshots.add(forks.after(work, node)));
    Set<EventId> edge = command.edge();
    if (prev.isComplete() || edge == null) {
      return forks.resolve(work, snapshots);
    }
    ForkedState.Resolved base =
        snapshots.isEmpty()
            ? ForkedState.Resolved.of(forks.real(work, work.head().snapshot()))
            : forks.resolve(work, snapshots);
    long judged =
        edges.judge(work, base.snapshot(), edge, rules(work).version().auth(), authorizer(work));
    return new ForkedState.Resolved(judged, base.missing(), base.apart());
  }

  private ReceiveResult judgeForked(
      Batch batch, RoomWork work, RoomCommand.Receive command, Predecessors prev, long before) {
    Event event = command.pdu().event();
    long now = forks.real(work, work.head().snapshot());
    StateMap state =
        before == now
            ? work.state(slots(work, event))
            : KnownEvents.map(known.slots(work, before, slots(work, event)));
    if (authorizer(work).check(event, state) instanceof Verdict.Denied denied) {
      if (command.edge() == null) {
        // Over an edge nothing stays, neither the event nor the state that was told for it.
        adder.keep(batch, work, command.pdu(), EventStatus.REJECTED, before, null);
      }
      return ReceiveResult.of(new PduOutcome.Rejected(event.id(), denied.reason()));
    }
    KnownEvent replaced =
        event.isState() ? known.slots(work, before, Set.of(event.slot())).get(event.slot()) : null;
    EventAdder.Accepted accepted =
        new EventAdder.Accepted(
            command.pdu(), level(work, event, state), replaced, spreads(work, command, replaced));
    Set<EventId> follows = follows(prev);
    String denial = command.terms().denial();
    if (denial != null) {
      adder.keep(batch, work, accepted.levelled(), EventStatus.SOFT_FAILED, before, replaced);
      return ReceiveResult.of(new PduOutcome.Unwanted(event.id(), denial));
    }
    String failure = softFailure(work, event, before == now, follows);
    if (failure != null) {
      adder.keep(batch, work, accepted.levelled(), EventStatus.SOFT_FAILED, before, replaced);
      if (event.isState()) {
        torn.note(work);
      }
      return ReceiveResult.of(new PduOutcome.SoftFailed(event.id(), failure));
    }
    Set<EventId> missing = adder.fork(batch, work, accepted, before, follows, command.last());
    return missing.isEmpty()
        ? ReceiveResult.of(new PduOutcome.Accepted(event.id()))
        : new ReceiveResult.StateGap(missing);
  }

  /**
   * Whether an event is sent on. One that rejects our user's invite is: it comes from a server that
   * is not in the room and knows nobody else to tell.
   */
  private boolean spreads(
      RoomWork work, RoomCommand.Receive command, @Nullable KnownEvent replaced) {
    Event event = command.pdu().event();
    boolean rejection =
        replaced != null
            && Memberships.of(event) == Membership.LEAVE
            && Memberships.of(replaced.event()) == Membership.INVITE
            && replaced.event().origin().equals(config.serverName())
            && !work.servers().contains(event.origin());
    return command.terms().relay() || rejection;
  }

  /**
   * Why an event that was right where it was sent is not now; null if it is.
   *
   * @param isNow whether the state before it is that of the room
   */
  private static @Nullable String softFailure(
      RoomWork work, Event event, boolean isNow, Set<EventId> follows) {
    if (!isNow
        && authorizer(work).check(event, work.state(slots(work, event)))
            instanceof Verdict.Denied denied) {
      return denied.reason();
    }
    return event.isState() && isCrowded(work, event, follows)
        ? "Too many events stand side by side in this room."
        : null;
  }

  /** Whether an event has no room among the forward extremities. */
  static boolean isCrowded(RoomWork work, Event event, Set<EventId> follows) {
    return !work.graph().isFollowed(event.id())
        && unfollowed(work, follows).size() >= MOST_EXTREMITIES;
  }

  private static Set<EventId> follows(Predecessors prev) {
    Set<EventId> follows = new HashSet<>();
    prev.held().forEach(node -> follows.add(node.id()));
    prev.stateless().forEach(node -> follows.add(node.id()));
    return follows;
  }

  private static Collection<StateTuple> slots(RoomWork work, Event event) {
    return rules(work).slots(AuthCandidate.of(event));
  }

  /** The level that its own claim gives it, never above that of the sender. */
  private static @Nullable Long level(RoomWork work, Event event, StateMap state) {
    Long sent = ReceivedLevel.said(event, state).requiredPowerLevel();
    if (sent == null || !event.isState()) {
      return null;
    }
    return RequiredLevelStamp.capped(sent, rules(work).levels().read(state).of(event.sender()));
  }

  private static RoomAuthorizer authorizer(RoomWork work) {
    return rules(work).authorizer(ALL);
  }

  private static RoomRules rules(RoomWork work) {
    return RoomRules.of(work.lock().version());
  }

  /** The extremities after an event: those that it does not follow, and itself as the deepest. */
  static List<RoomHead.Extremity> extremities(
      RoomWork work, Set<EventId> follows, RoomHead.@Nullable Extremity own, long depth) {
    List<RoomHead.Extremity> left = unfollowed(work, follows);
    if (own != null) {
      // The last one is always the deepest: an event that follows all of them is one deeper.
      left.add(depth >= work.head().depth() ? left.size() : 0, own);
    }
    return left;
  }

  private static List<RoomHead.Extremity> unfollowed(RoomWork work, Set<EventId> follows) {
    List<RoomHead.Extremity> left = new ArrayList<>();
    for (RoomHead.Extremity extremity : work.head().extremities()) {
      if (!follows.contains(extremity.reference().id())) {
        left.add(extremity);
      }
    }
    return left;
  }
}
