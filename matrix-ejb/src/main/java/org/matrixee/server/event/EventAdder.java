package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphNode;
import org.matrixee.store.event.RoomHead;

/** Adds events of other servers to a room, once it is decided what becomes of them. */
@ApplicationScoped
public class EventAdder {
  private ForkedState forks;
  private KnownEvents known;
  private TornRooms torn;

  /** For the container's proxies. */
  protected EventAdder() {}

  /** With what it needs. */
  @Inject
  public EventAdder(ForkedState forks, KnownEvents known, TornRooms torn) {
    this.forks = forks;
    this.known = known;
    this.torn = torn;
  }

  /**
   * An event that becomes part of the room.
   *
   * @param level the level that protects it; null if none
   * @param replaced what was in its slot; null if nothing
   * @param relay whether to send it on
   */
  record Accepted(
      SignedPdu pdu, @Nullable Long level, @Nullable KnownEvent replaced, boolean relay) {
    /** The event with the level that counts. */
    SignedPdu levelled() {
      return withLevel(pdu, level);
    }
  }

  /** Adds an event that follows all extremities. */
  void follow(Batch batch, RoomWork work, Accepted accepted) {
    Added added = added(batch, work, accepted, work.head().snapshot(), true);
    work.follow(added);
    noteServer(work, added);
    settleWhatWaits(batch, work, added);
  }

  /**
   * Adds an event beside others that nothing follows.
   *
   * @param before the state before it, a real snapshot
   * @param follows its predecessors that are held
   * @param last whether to add it even if state events are missing
   * @return state events that are missing: then nothing was added
   */
  Set<EventId> fork(
      Batch batch,
      RoomWork work,
      Accepted accepted,
      long before,
      Set<EventId> follows,
      boolean last) {
    Added added = added(batch, work, accepted, before, false);
    Event event = added.pdu().event();
    StateLink claimed = work.graph().link(event.id());
    long old = forks.real(work, work.head().snapshot());
    rememberOnlyExtremity(work, old);
    long after = before;
    if (event.isState()) {
      after = known.states().with(before, Map.of(event.slot(), added.nid()));
      work.graph().putAfter(event.id(), after);
      work.graph().remember(new KnownEvent(work.stored(added, 0), event));
      KnownEvent replaced = accepted.replaced();
      work.graph()
          .putLink(
              event.id(),
              StateLink.claimedBy(event)
                  .replacing(replaced == null ? null : replaced.event().id()));
    }
    boolean extremity =
        !work.graph().isFollowed(event.id()) && !EventJudge.isCrowded(work, event, follows);
    RoomHead.Extremity own = extremity ? RoomWork.extremity(added) : null;
    List<RoomHead.Extremity> extremities =
        EventJudge.extremities(work, follows, own, event.depth());
    ForkedState.Resolved now = forks.resolve(work, snapshots(work, extremities, own, after, old));
    if (!now.missing().isEmpty() && !last) {
      work.graph().forgetAfter(event.id());
      work.graph().putLink(event.id(), claimed);
      return now.missing();
    }
    work.fork(added, extremities, now.snapshot(), changes(work, old, now.snapshot()));
    if (extremities.size() == 1) {
      torn.forget(work);
    } else if (now.apart()) {
      torn.note(work);
    }
    noteServer(work, added);
    settleWhatWaits(batch, work, added);
    return Set.of();
  }

  /** The state after a room's one extremity is the room's; it must be known when there are two. */
  private static void rememberOnlyExtremity(RoomWork work, long snapshot) {
    List<RoomHead.Extremity> extremities = work.head().extremities();
    if (extremities.size() == 1) {
      EventId id = extremities.get(0).reference().id();
      if (work.graph().after(id) == null) {
        work.graph().putAfter(id, snapshot);
      }
    }
  }

  private Set<Long> snapshots(
      RoomWork work,
      List<RoomHead.Extremity> extremities,
      RoomHead.@Nullable Extremity own,
      long after,
      long old) {
    Set<Long> snapshots = new LinkedHashSet<>();
    for (RoomHead.Extremity extremity : extremities) {
      EventId id = extremity.reference().id();
      if (extremity.equals(own)) {
        snapshots.add(after);
        continue;
      }
      Long remembered = work.graph().after(id);
      GraphNode node = work.graph().node(id);
      if (remembered != null) {
        snapshots.add(forks.real(work, remembered));
      } else if (node != null && node.isStateKnown()) {
        snapshots.add(forks.after(work, node));
      }
    }
    if (snapshots.isEmpty()) {
      snapshots.add(old);
    }
    return snapshots;
  }

  private List<KnownEvent> changes(RoomWork work, long old, long now) {
    if (old == now) {
      return List.of();
    }
    Set<Long> nids = known.states().differences(List.of(old, now)).get(1);
    return new ArrayList<>(known.load(work, nids).values());
  }

  /**
   * Keeps an event that is no part of the room.
   *
   * @param replaced what was in its slot before it; null if nothing
   */
  void keep(
      Batch batch,
      RoomWork work,
      SignedPdu pdu,
      EventStatus status,
      long before,
      @Nullable KnownEvent replaced) {
    EventId id = pdu.event().id();
    Added.Place place = new Added.Place(status, Added.Stream.NONE, before, false);
    Added added = new Added(work.nid(batch, id), pdu, replaced, null, false, Set.of(), place);
    work.keep(added);
    known.stripIfRedacted(work, added);
    work.graph().come(id);
  }

  private static Added added(
      Batch batch, RoomWork work, Accepted accepted, long before, boolean current) {
    Event event = accepted.pdu().event();
    Membership membership = Memberships.of(event);
    Added.Place place =
        new Added.Place(
            EventStatus.ACCEPTED, Added.Stream.LIVE, before, current && event.isState());
    return new Added(
        work.nid(batch, event.id()),
        accepted.levelled(),
        accepted.replaced(),
        current ? membership : null,
        accepted.relay(),
        Set.of(),
        place);
  }

  /** The event with the level that counts; its JSON stays. */
  static SignedPdu withLevel(SignedPdu pdu, @Nullable Long level) {
    Event event = pdu.event();
    if (Objects.equals(event.requiredPowerLevel(), level)) {
      return pdu;
    }
    return new SignedPdu(event.withRequiredPowerLevel(level), pdu.json(), pdu.reference());
  }

  private static void noteServer(RoomWork work, Added added) {
    Membership membership = added.membership();
    String user = added.pdu().event().stateKey();
    if (membership != null && user != null) {
      work.noteServer(new UserId(user).server(), membership);
    }
  }

  /** What waited for the event, and what it waits for itself. */
  private void settleWhatWaits(Batch batch, RoomWork work, Added added) {
    Event event = added.pdu().event();
    known.stripIfRedacted(work, added);
    work.graph().come(event.id());
    awaitPredecessors(work, added);
    EventId target = event.redacts();
    if (target != null && !event.isState()) {
      Stripping.redact(batch, work, added, target);
    }
  }

  /** Notes the gaps in the history before an event. */
  static void awaitPredecessors(RoomWork work, Added added) {
    Event event = added.pdu().event();
    for (EventReference reference : event.prevEvents()) {
      GraphNode node = work.graph().node(reference.id());
      if (node == null || node.status() == EventStatus.OUTLIER) {
        work.graph()
            .await(
                new AwaitedEvent(reference.id(), Reason.PREDECESSOR, added.nid(), event.depth()));
      }
    }
  }
}
