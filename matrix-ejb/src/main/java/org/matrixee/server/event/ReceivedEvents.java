package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.GraphNode;

/** Does what other servers ask of a room: the part of the incoming road in the room's writer. */
@ApplicationScoped
public class ReceivedEvents {
  private EventJudge judge;
  private RoomAdopter adopter;
  private RoomPast past;
  private HistoryAdder histories;
  private KnownEvents known;

  /** For the container's proxies. */
  protected ReceivedEvents() {}

  /** With what it needs. */
  @Inject
  public ReceivedEvents(
      EventJudge judge,
      RoomAdopter adopter,
      HistoryAdder histories,
      RoomPast past,
      KnownEvents known) {
    this.judge = judge;
    this.adopter = adopter;
    this.histories = histories;
    this.past = past;
    this.known = known;
  }

  /** Does one command; what became of it is kept in the command, and in the events it added. */
  CommandResult take(Batch batch, RoomWork work, RoomCommand.FromServer command) {
    command.result().set(result(batch, work, command));
    for (SignedPdu pdu : command.pdus()) {
      Added outlier = work.outlier(pdu.event().id());
      if (outlier != null) {
        known.stripIfRedacted(work, outlier);
      }
    }
    return new CommandResult.Done(new RoomOutcome(work.lock().room(), null, null));
  }

  private ReceiveResult result(Batch batch, RoomWork work, RoomCommand.FromServer command) {
    if (!RoomRules.of(work.lock().version()).version().isOf2014()) {
      // What comes is read as events of 2014; none of them may get into another kind of room.
      return ReceiveResult.of(
          new PduOutcome.Dropped("Rooms of this version are not shared between servers yet."));
    }
    if (command instanceof RoomCommand.Receive receive) {
      return receive(batch, work, receive);
    }
    if (command instanceof RoomCommand.Adopt adopt) {
      return adopter.adopt(batch, work, adopt);
    }
    if (command instanceof RoomCommand.FromOutside outside) {
      ReceiveResult known = known(batch, work, outside.pdu());
      return known == null ? adopter.note(batch, work, outside) : known;
    }
    if (command instanceof RoomCommand.AddHistory history) {
      return histories.add(batch, work, history);
    }
    throw new AssertionError(command);
  }

  private ReceiveResult receive(Batch batch, RoomWork work, RoomCommand.Receive receive) {
    List<EventId> brought = new ArrayList<>();
    for (SignedPdu outlier : receive.outliers()) {
      if (keepOutlier(batch, work, outlier)) {
        brought.add(outlier.event().id());
      }
    }
    ReceiveResult known = known(batch, work, receive.pdu());
    ReceiveResult result =
        known == null ? judge(batch, work, withBetterCopy(batch, work, receive)) : known;
    if (!isUsed(receive, result)) {
      brought.forEach(work::takeBack);
    }
    return result;
  }

  /** Whether anything was built on what came with an event; if not, nobody shall fill our disk. */
  private static boolean isUsed(RoomCommand.Receive receive, ReceiveResult result) {
    if (!(result instanceof ReceiveResult.Decided decided)) {
      return false; // It comes again, with all of it.
    }
    PduOutcome outcome = decided.outcome();
    return outcome instanceof PduOutcome.Accepted
        || outcome instanceof PduOutcome.SoftFailed
        || outcome instanceof PduOutcome.Unwanted
        || (outcome instanceof PduOutcome.Rejected && receive.edge() == null);
  }

  private ReceiveResult judge(Batch batch, RoomWork work, RoomCommand.Receive receive) {
    ReceiveResult result = judge.judge(batch, work, receive);
    boolean old =
        result instanceof ReceiveResult.Gap
            && receive.terms().pushed()
            && past.holds(work, receive.pdu().event());
    return old ? histories.addOld(batch, work, receive.pdu()) : result;
  }

  /** What became of an event that is held already; null if it has to be judged. */
  private static @Nullable ReceiveResult known(Batch batch, RoomWork work, SignedPdu pdu) {
    EventId id = pdu.event().id();
    GraphNode node = work.graph().node(id);
    if (node == null) {
      return null;
    }
    if (node.roomNid() != work.lock().roomNid()) {
      return ReceiveResult.of(new PduOutcome.Dropped("Another room has an event with this ID."));
    }
    return switch (node.status()) {
      case ACCEPTED -> ReceiveResult.of(new PduOutcome.Accepted(id));
      case SOFT_FAILED -> ReceiveResult.of(new PduOutcome.SoftFailed(id, "It failed before."));
      case REJECTED ->
          ReceiveResult.of(new PduOutcome.Rejected(id, "This event was rejected before."));
      case OUTLIER ->
          isSame(batch.target(id), pdu)
              ? null
              : ReceiveResult.of(new PduOutcome.Dropped("There is another event with this ID."));
    };
  }

  /** A server may sign two events with one ID; the one that came first counts. */
  private static boolean isSame(@Nullable StoredEvent outlier, SignedPdu pdu) {
    // If there is no row it came in this very batch, and is the same or one that was refused.
    return outlier == null || BetterCopy.isSame(outlier, pdu);
  }

  private static RoomCommand.Receive withBetterCopy(
      Batch batch, RoomWork work, RoomCommand.Receive receive) {
    StoredEvent outlier = batch.target(receive.pdu().event().id());
    return outlier == null
        ? receive
        : receive.with(BetterCopy.choose(work, outlier, receive.pdu()));
  }

  /** Keeps an event out of order, unless it is held; whether it was not. */
  static boolean keepOutlier(Batch batch, RoomWork work, SignedPdu pdu) {
    if (work.graph().node(pdu.event().id()) != null) {
      return false;
    }
    work.keep(Added.unjudged(batch.nextNid(), pdu, EventStatus.OUTLIER));
    return true;
  }
}
