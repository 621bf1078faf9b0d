package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.store.TestRoom;
import org.matrixee.store.TestRoom.Draft;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.stream.StreamClock;
import org.matrixee.store.stream.StreamClock.Ticket;

/** Stream positions against the real store: no reader may skip or repeat an event. */
interface StreamClockContract extends StoresContract {
  int WRITERS = 200;
  int BATCHES = 4;
  int ROOMS = 50;
  UserId NOBODY = new UserId("@nobody:a.example");

  @Test
  default void hundredsOfWritersAndNoReaderSkipsOrRepeats()
      throws InterruptedException, ExecutionException {
    List<TestRoom> rooms = new ArrayList<>();
    stores()
        .run(
            () -> {
              for (int i = 0; i < ROOMS; i++) {
                rooms.add(TestRoom.create(stores()));
              }
            });
    StreamClock clock =
        new StreamClock(stores().inTransaction(() -> stores().events().maxPosition()));
    long start = clock.readable();
    Set<Long> committed = new ConcurrentSkipListSet<>();
    CountDownLatch running = new CountDownLatch(WRITERS);
    ExecutorService threads = Executors.newCachedThreadPool();
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Random random = new Random(i);
      writers.add(
          threads.submit(
              () -> {
                try {
                  for (int batch = 0; batch < BATCHES; batch++) {
                    committed.addAll(write(clock, rooms, random));
                  }
                } finally {
                  running.countDown();
                }
              }));
    }
    List<Future<List<Long>>> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int limit = i == 0 ? 7 : 1000;
      readers.add(threads.submit(() -> readUntilDone(clock, start, rooms, running, limit)));
    }
    for (Future<?> writer : writers) {
      writer.get();
    }
    List<Long> everything = List.copyOf(committed);
    assertThat(everything).hasSizeGreaterThan(WRITERS);
    for (Future<List<Long>> reader : readers) {
      assertThat(reader.get()).isEqualTo(everything);
    }
    threads.shutdown();
  }

  /** One batch in one or two rooms, at times rolled back; gives the committed positions. */
  private List<Long> write(StreamClock clock, List<TestRoom> rooms, Random random) {
    Map<Long, TestRoom> chosen = new HashMap<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      TestRoom room = rooms.get(random.nextInt(rooms.size()));
      chosen.put(room.nid(), room);
    }
    int each = 1 + random.nextInt(3);
    Ticket[] ticket = new Ticket[1];
    try {
      return stores()
          .inTransaction(
              () -> {
                Map<Long, RoomLock> locks = stores().events().lock(chosen.keySet());
                Map<Long, RoomHead> heads = stores().events().heads(locks.values());
                ticket[0] = clock.take(each * chosen.size());
                pause(random);
                append(chosen, locks, heads, ticket[0], each);
                pause(random);
                if (random.nextInt(4) == 0) {
                  throw new RolledBack();
                }
                return positions(ticket[0]);
              });
    } catch (RolledBack e) {
      return List.of();
    } finally {
      // None, if the transaction did not even begin: that failure is the one to see.
      if (ticket[0] != null) {
        clock.complete(ticket[0]);
      }
    }
  }

  private void append(
      Map<Long, TestRoom> chosen,
      Map<Long, RoomLock> locks,
      Map<Long, RoomHead> heads,
      Ticket ticket,
      int each) {
    List<RoomAppend> appends = new ArrayList<>();
    long position = ticket.first();
    for (TestRoom room : chosen.values()) {
      List<Draft> drafts = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        drafts.add(TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, "{}").at(0, position++));
      }
      TestRoom.Prepared prepared = room.prepare(heads.get(room.nid()), drafts);
      appends.add(
          new RoomAppend(locks.get(room.nid()), prepared.events(), prepared.head(), List.of()));
    }
    stores().events().append(appends);
  }

  private static void pause(Random random) {
    LockSupport.parkNanos(random.nextInt(2_000_000));
  }

  private static List<Long> positions(Ticket ticket) {
    List<Long> positions = new ArrayList<>();
    for (long p = ticket.first(); p <= ticket.last(); p++) {
      positions.add(p);
    }
    return positions;
  }

  private List<Long> readUntilDone(
      StreamClock clock, long start, List<TestRoom> rooms, CountDownLatch running, int limit) {
    List<Long> nids = rooms.stream().map(TestRoom::nid).toList();
    List<Long> seen = new ArrayList<>();
    long after = start;
    while (true) {
      boolean done = running.getCount() == 0;
      long upTo = clock.readable();
      long from = after;
      List<StoredEvent> events =
          stores().inTransaction(() -> stores().events().stream(from, upTo, nids, NOBODY, limit));
      events.forEach(event -> seen.add(event.position()));
      boolean full = events.size() == limit;
      after = full ? events.get(limit - 1).position() : upTo;
      if (done && !full) {
        return seen;
      }
    }
  }

  /** A transaction that is given up on purpose. */
  final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RolledBack() {
      super("on purpose", null, false, false);
    }
  }
}
