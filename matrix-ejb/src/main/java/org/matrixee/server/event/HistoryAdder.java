package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.GraphNode;

/**
 * Adds history that was fetched later: what held events lead to.
 *
 * <p>The state before it is not known, so nobody can judge it. But it lies below whoever names it,
 * or it would stand above all that is new; it is of somebody who has been in the room; and it takes
 * an event's content away only if the room as it is lets its sender do so.
 *
 * <p>2014: federation-v1, 10.
 */
@ApplicationScoped
public class HistoryAdder {
  private KnownEvents known;

  /** For the container's proxies. */
  protected HistoryAdder() {}

  /** With what it needs. */
  @Inject
  public HistoryAdder(KnownEvents known) {
    this.known = known;
  }

  /** Adds what held events lead to, the newest first. */
  ReceiveResult add(Batch batch, RoomWork work, RoomCommand.AddHistory history) {
    EventId last = addAll(batch, work, history.pdus());
    return ReceiveResult.of(
        last == null
            ? new PduOutcome.Dropped("Nothing of this was missing.")
            : new PduOutcome.Accepted(last));
  }

  /** Adds an event of the room's past that was sent as if it were new: if a held one names it. */
  ReceiveResult addOld(Batch batch, RoomWork work, SignedPdu pdu) {
    EventId added = addAll(batch, work, List.of(pdu));
    return ReceiveResult.of(
        added == null
            ? new PduOutcome.Dropped("This is of before this server came into the room.")
            : new PduOutcome.Accepted(added));
  }

  /** Adds what may be added; gives the last one, null if there was none. */
  private @Nullable EventId addAll(Batch batch, RoomWork work, List<SignedPdu> pdus) {
    Map<EventId, Long> named = new HashMap<>();
    EventId last = null;
    for (SignedPdu pdu : pdus) {
      Event event = pdu.event();
      if (!isBelow(work, event, named)) {
        continue;
      }
      GraphNode held = work.graph().node(event.id());
      if (held == null || (held.status() == EventStatus.OUTLIER && isHere(work, held))) {
        StoredEvent outlier = batch.target(event.id());
        if (!hasBeenMember(work, event) || (outlier != null && !BetterCopy.isSame(outlier, pdu))) {
          continue;
        }
        addOne(batch, work, outlier == null ? pdu : BetterCopy.choose(work, outlier, pdu));
        last = event.id();
      } else if (isHere(work, held)) {
        work.graph().come(event.id());
      }
      event.prevEvents().forEach(each -> named.merge(each.id(), event.depth(), Math::max));
    }
    return last;
  }

  private static boolean isHere(RoomWork work, GraphNode node) {
    return node.roomNid() == work.lock().roomNid();
  }

  /** Whether a held event, or one of the list, names this one and lies higher. */
  private static boolean isBelow(RoomWork work, Event event, Map<EventId, Long> named) {
    long highest =
        Math.max(work.graph().followedAt(event.id()), named.getOrDefault(event.id(), -1L));
    return event.depth() < highest;
  }

  /** Who has left, or was banned, still has his place in the state; who never came in has none. */
  private static boolean hasBeenMember(RoomWork work, Event event) {
    return work.current(StateTuple.member(event.sender())).isPresent();
  }

  private void addOne(Batch batch, RoomWork work, SignedPdu pdu) {
    Event event = pdu.event();
    SignedPdu levelled = EventAdder.withLevel(pdu, level(batch, work, event));
    Added added = Added.unjudged(work.nid(batch, event.id()), levelled, EventStatus.ACCEPTED);
    work.keep(added);
    EventAdder.awaitPredecessors(work, added);
    known.stripIfRedacted(work, added);
    work.graph().come(event.id());
    if (event.redacts() != null && !event.isState() && isAllowedNow(work, event)) {
      Stripping.redact(batch, work, added, event.redacts());
    }
  }

  private static boolean isAllowedNow(RoomWork work, Event event) {
    AuthCandidate candidate = AuthCandidate.of(event);
    RoomRules rules = RoomRules.of(work.lock().version());
    return rules
        .authorizer(new AuthOptions(true))
        .check(candidate, work.state(rules.slots(candidate)))
        .isAllowed();
  }

  /** The level that an outlier has already; of what is new, what can be believed of it. */
  private static @Nullable Long level(Batch batch, RoomWork work, Event event) {
    StoredEvent row = batch.target(event.id());
    if (row != null) {
      return row.requiredPowerLevel();
    }
    GraphNode node = work.graph().node(event.id());
    KnownEvent here = node == null ? null : work.graph().known(node.nid());
    return here == null
        ? ReceivedLevel.believed(event, work.state(AuthSlots.levels()))
        : here.event().requiredPowerLevel();
  }
}
