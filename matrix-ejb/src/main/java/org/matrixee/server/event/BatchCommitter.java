package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.event.RoomMailbox.Pending;
import org.matrixee.store.stream.StreamClock;

/**
 * Commits a batch, then tells everyone: those who wait for an answer, and those who follow the
 * stream. Runs outside any transaction.
 */
@ApplicationScoped
public class BatchCommitter {
  private static final Logger LOG = Logger.getLogger(BatchCommitter.class);

  private EventAppender appender;
  private RoomHeads heads;
  private RecentAnswers recent;
  private Streams streams;
  private Event<RoomEventsAppended> appended;
  private Event<StreamAdvanced> advanced;

  private final HeldAnswers answers = new HeldAnswers();

  /** For the container's proxies. */
  protected BatchCommitter() {}

  /** With what it needs. */
  @Inject
  public BatchCommitter(
      EventAppender appender,
      RoomHeads heads,
      RecentAnswers recent,
      Streams streams,
      Event<RoomEventsAppended> appended,
      Event<StreamAdvanced> advanced) {
    this.appender = appender;
    this.heads = heads;
    this.recent = recent;
    this.streams = streams;
    this.appended = appended;
    this.advanced = advanced;
  }

  /**
   * Commits commands, each done or refused for itself.
   *
   * <p>At first nothing is asked: rooms are supposed to be as this process left them, and requests
   * to be new, which saves two round trips. If that was wrong, or the database refuses the batch
   * for another reason, it is tried again with everything read first; then its rooms are tried one
   * by one, then their commands: one bad row fails one caller. If the commit itself failed, nobody
   * knows whether it happened: then only commands with a transaction id are tried again, since
   * their repeat is recognized.
   *
   * @return answers and rings the bell; to be run when the rooms have been handed on
   */
  Runnable commit(List<Pending> batch) {
    return commit(batch, false);
  }

  private Runnable commit(List<Pending> batch, boolean certain) {
    TicketBox tickets = new TicketBox(streams.clock());
    try {
      List<RoomCommand> commands = batch.stream().map(Pending::command).toList();
      BatchResult result = appender.append(commands, tickets, certain);
      heads.install(result.heads());
      recent.keep(result.answers());
      publish(result);
      tickets.complete();
      Runnable rest = commitPostponed(batch, result.results());
      return () -> {
        answers.hold(tickets.last(), () -> answer(batch, result.results()));
        ring(tickets.last());
        rest.run();
      };
    } catch (RuntimeException failure) {
      batch.forEach(pending -> heads.forget(pending.command().room().nid()));
      tickets.complete();
      ring(tickets.last());
      if (!certain && !tickets.reachedCommit()) {
        return commit(batch, true);
      }
      return mend(batch, failure, tickets.reachedCommit());
    }
  }

  /** What has to see its room as a batch leaves it is the next batch; always fewer, so it ends. */
  private Runnable commitPostponed(List<Pending> batch, List<CommandResult> results) {
    List<Pending> postponed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof CommandResult.Postponed) {
        postponed.add(batch.get(i));
      }
    }
    return postponed.isEmpty() ? () -> {} : commit(postponed);
  }

  /** Somebody else's positions may have held back what was committed here. */
  void onEnded(@Observes PositionsEnded ended) {
    ring(ended.last());
  }

  /** Tells everyone who waits for the stream to be readable. */
  private void ring(long lastTaken) {
    long readable = streams.clock().readable();
    answers.release(readable);
    if (lastTaken > 0) {
      try {
        advanced.fire(new StreamAdvanced(readable));
      } catch (RuntimeException e) {
        LOG.error("An observer of the stream failed", e);
      }
    }
  }

  private Runnable mend(List<Pending> batch, RuntimeException failure, boolean reachedCommit) {
    if (batch.size() == 1) {
      if (!(failure instanceof MatrixException)) {
        LOG.error("A command could not be committed", failure);
      }
      Pending alone = batch.get(0);
      return !reachedCommit && Poison.is(failure) && refuse(alone.command())
          ? () ->
              alone.answer().complete(new RoomOutcome(alone.command().room().room(), null, null))
          : () -> alone.answer().completeExceptionally(failure);
    }
    LOG.warnf(
        "A batch of %s commands failed and is retried in parts: %s",
        batch.size(), failure.getClass().getName());
    List<Pending> again = new ArrayList<>();
    for (Pending pending : batch) {
      if (reachedCommit && !isSafeToRepeat(pending.command())) {
        pending.answer().completeExceptionally(failure);
      } else {
        again.add(pending);
      }
    }
    List<Runnable> rest = split(again).stream().map(part -> commit(part, true)).toList();
    return () -> rest.forEach(Runnable::run);
  }

  /**
   * Gives up what another server sent, if that alone is at fault: whoever sends it again with every
   * further event would never come past it.
   */
  private static boolean refuse(RoomCommand command) {
    if (!(command instanceof RoomCommand.FromServer sent) || command instanceof RoomCommand.Adopt) {
      return false;
    }
    sent.result()
        .set(ReceiveResult.of(new PduOutcome.Dropped("This server cannot take this event in.")));
    return true;
  }

  /** A repeat is recognized by the transaction's id, or by that of the event. */
  private static boolean isSafeToRepeat(RoomCommand command) {
    return command.key() != null || command instanceof RoomCommand.FromServer;
  }

  private static List<List<Pending>> split(List<Pending> batch) {
    Map<Long, List<Pending>> byRoom = new LinkedHashMap<>();
    for (Pending pending : batch) {
      byRoom.computeIfAbsent(pending.command().room().nid(), nid -> new ArrayList<>()).add(pending);
    }
    if (byRoom.size() > 1) {
      return List.copyOf(byRoom.values());
    }
    return batch.stream().map(List::of).toList();
  }

  /** Tells observers of committed events; their failure is theirs alone. */
  private void publish(BatchResult result) {
    if (result.appended().isEmpty()) {
      return;
    }
    try {
      appended.fire(
          new RoomEventsAppended(
              result.appended(), result.redacted(), result.restored(), result.outgoing()));
    } catch (RuntimeException e) {
      LOG.error("An observer of new events failed", e);
    }
  }

  private static void answer(List<Pending> batch, List<CommandResult> results) {
    for (int i = 0; i < batch.size(); i++) {
      answer(batch.get(i), results.get(i));
    }
  }

  private static void answer(Pending pending, CommandResult result) {
    if (result instanceof CommandResult.Done done) {
      pending.answer().complete(done.outcome());
    } else if (result instanceof CommandResult.Refused refused) {
      pending.answer().completeExceptionally(refused.refusal());
    } else if (!(result instanceof CommandResult.Postponed)) {
      throw new AssertionError(result);
    }
  }

  /** Remembers the positions that a transaction took, to give them back however it ends. */
  static final class TicketBox {
    private final StreamClock clock;
    private final List<StreamClock.Ticket> taken = new ArrayList<>();
    private boolean reachedCommit;

    TicketBox(StreamClock clock) {
      this.clock = clock;
    }

    StreamClock.Ticket take(int count) {
      StreamClock.Ticket ticket = clock.take(count);
      taken.add(ticket);
      return ticket;
    }

    /** Called when the transaction's work is done and only its commit is left. */
    void reachCommit() {
      reachedCommit = true;
    }

    /** The last position taken; 0 if none was. */
    long last() {
      return taken.isEmpty() ? 0 : taken.get(taken.size() - 1).last();
    }

    boolean reachedCommit() {
      return reachedCommit;
    }

    void complete() {
      taken.forEach(clock::complete);
    }
  }
}
