package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomMailbox.Pending;

/**
 * One writer per room, with group commit: commands wait in their room's mailbox, and a few writers
 * take what is ready, also of several rooms, into one database transaction.
 *
 * <p>While one transaction waits for the disk, the commands that arrive gather for the next: the
 * busier the server, the fewer commits per event. A caller holds no thread and no connection while
 * it waits. Order is kept per room; rooms are independent.
 *
 * <p>See {@code docs/adr/0005-one-writer-per-room.md}.
 */
@ApplicationScoped
public class RoomSequencer {
  private static final int MOST_OF_ONE_ROOM = 64;
  private static final int MOST_OF_ONE_COMMIT = 256;

  private final ConcurrentMap<Long, RoomMailbox> mailboxes = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<RoomMailbox> ready = new ConcurrentLinkedQueue<>();
  private final AtomicInteger writers = new AtomicInteger();

  private MatrixConfig config;
  private BatchCommitter committer;
  private Threads threads;

  /** For the container's proxies. */
  protected RoomSequencer() {}

  /** With what it needs. */
  @Inject
  public RoomSequencer(MatrixConfig config, BatchCommitter committer, Threads threads) {
    this.config = config;
    this.committer = committer;
    this.threads = threads;
  }

  /**
   * Puts a command into its room's mailbox.
   *
   * @return completed after the commit; exceptionally with {@code MatrixException} for a refusal
   */
  public CompletionStage<RoomOutcome> submit(RoomCommand command) {
    Pending pending = new Pending(command, new CompletableFuture<>());
    leave(command.room().nid(), List.of(pending));
    return pending.answer();
  }

  /**
   * Puts what another server sent into a room's mailbox, all at once, so that it shares commits.
   *
   * @param commands of one room, in order
   * @return what became of each, after the commit; exceptionally if this server failed
   */
  public List<CompletionStage<ReceiveResult>> receive(
      List<? extends RoomCommand.FromServer> commands) {
    if (commands.isEmpty()) {
      return List.of();
    }
    List<Pending> pending = new ArrayList<>(commands.size());
    List<CompletionStage<ReceiveResult>> results = new ArrayList<>(commands.size());
    for (RoomCommand.FromServer command : commands) {
      Pending each = new Pending(command, new CompletableFuture<>());
      pending.add(each);
      results.add(each.answer().thenApply(done -> command.result().get()));
    }
    leave(commands.get(0).room().nid(), pending);
    return results;
  }

  private void leave(long roomNid, List<Pending> pending) {
    while (true) {
      RoomMailbox mailbox = mailboxes.computeIfAbsent(roomNid, nid -> new RoomMailbox(nid));
      switch (mailbox.offer(pending)) {
        case QUEUED -> {
          return;
        }
        case WAKE -> {
          ready.add(mailbox);
          wakeWriter();
          return;
        }
        case CLOSED -> mailboxes.remove(roomNid, mailbox);
      }
    }
  }

  private void wakeWriter() {
    int running = writers.get();
    while (running < config.commitWriters()) {
      if (writers.compareAndSet(running, running + 1)) {
        threads.executor().execute(this::write);
        return;
      }
      running = writers.get();
    }
  }

  /** A writer's life: commits batches until nothing is ready. */
  private void write() {
    try {
      Batch batch = gather();
      while (!batch.owned().isEmpty()) {
        commit(batch);
        batch = gather();
      }
    } finally {
      writers.decrementAndGet();
    }
    // A room may have become ready after the last look and before the count went down.
    if (!ready.isEmpty()) {
      wakeWriter();
    }
  }

  /** The rooms that a writer has for itself, and what it took from them. */
  private record Batch(List<RoomMailbox> owned, List<Pending> pending) {}

  private Batch gather() {
    Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
    while (batch.pending().size() < MOST_OF_ONE_COMMIT) {
      RoomMailbox mailbox = ready.poll();
      if (mailbox == null) {
        break;
      }
      batch.owned().add(mailbox);
      batch.pending().addAll(mailbox.take(MOST_OF_ONE_ROOM));
    }
    return batch;
  }

  private void commit(Batch batch) {
    Runnable answers = () -> {};
    try {
      answers = committer.commit(batch.pending());
    } finally {
      for (RoomMailbox mailbox : batch.owned()) {
        if (mailbox.hasMoreOrClose()) {
          ready.add(mailbox);
        } else {
          mailboxes.remove(mailbox.roomNid(), mailbox);
        }
      }
    }
    // Answering takes about as long as committing: meanwhile another writer may go on.
    if (!ready.isEmpty()) {
      wakeWriter();
    }
    answers.run();
  }
}
