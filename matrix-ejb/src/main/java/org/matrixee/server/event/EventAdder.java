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
import org.matrixee.model.event.StoredEvent;
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
      SignedPdu pdu, @Nullable Long level, @Nullable KnownEvent replaced, boolean relay) {}

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
    long old = forks.real(work, work.head().snapshot());
    rememberOnlyExtremity(work, old);
    long after = before;
    if (event.isState()) {
      after = known.states().with(before, Map.of(event.slot(), added.nid()));
      work.graph().putAfter(event.id(), after);
      work.graph().remember(new KnownEvent(work.stored(added, 0), event));
    }
    RoomHead.Extremity own = work.graph().isFollowed(event.id()) ? null : RoomWork.extremity(added);
    List<RoomHead.Extremity> extremities =
        EventJudge.extremities(work, follows, own, event.depth());
    ForkedState.Resolved now = forks.resolve(work, snapshots(work, extremities, own, after, old));
    if (!now.missing().isEmpty() && !last) {
      work.graph().forgetAfter(event.id());
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

  /** Keeps an event that is no part of the room. */
  void keep(Batch batch, RoomWork work, SignedPdu pdu, EventStatus status, long before) {
    GraphNode outlier = work.graph().node(pdu.event().id());
    boolean row = outlier != null && !work.withdraw(pdu.event().id());
    Added.Place place = new Added.Place(status, Added.Stream.NONE, before, false, row);
    long nid = outlier == null ? batch.nextNid() : outlier.nid();
    work.keep(new Added(nid, pdu, null, null, false, Set.of(), place));
    work.graph().come(pdu.event().id());
  }

  private static Added added(
      Batch batch, RoomWork work, Accepted accepted, long before, boolean current) {
    Event event = accepted.pdu().event();
    GraphNode outlier = work.graph().node(event.id());
    boolean row = outlier != null && !work.withdraw(event.id());
    Membership membership = Memberships.of(event);
    Added.Place place =
        new Added.Place(
            EventStatus.ACCEPTED, Added.Stream.LIVE, before, current && event.isState(), row);
    return new Added(
        outlier == null ? batch.nextNid() : outlier.nid(),
        withLevel(accepted.pdu(), accepted.level()),
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
    for (EventReference reference : event.prevEvents()) {
      GraphNode node = work.graph().node(reference.id());
      if (node == null || node.status() == EventStatus.OUTLIER) {
        work.graph()
            .await(
                new AwaitedEvent(reference.id(), Reason.PREDECESSOR, added.nid(), event.depth()));
      }
    }
    EventId target = event.redacts();
    if (target != null && !event.isState()) {
      redact(batch, work, added, target);
    }
  }

  private static void redact(Batch batch, RoomWork work, Added redaction, EventId target) {
    GraphNode node = work.graph().node(target);
    KnownEvent here = node == null ? null : work.graph().known(node.nid());
    StoredEvent stored = batch.target(target);
    if (stored == null && here != null) {
      stored = here.stored();
    }
    if (stored == null) {
      long depth = redaction.pdu().event().depth();
      work.graph().await(new AwaitedEvent(target, Reason.REDACTED, redaction.nid(), depth));
    } else if (stored.roomNid() == work.lock().roomNid()) {
      Stripping.strip(work, stored, redaction.nid(), redaction.pdu().json());
    }
  }
}
