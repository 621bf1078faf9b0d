package org.matrixee.store.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
import org.matrixee.store.stream.StreamClock.Ticket;

class StreamClockTest {
  private final StreamClock clock = new StreamClock(100);

  @Test
  void beginsAfterTheGreatestWritten() {
    assertThat(clock.readable()).isEqualTo(100);
    assertThat(clock.take(1)).isEqualTo(new Ticket(101, 1));
  }

  @Test
  void ticketsFollowEachOther() {
    Ticket one = clock.take(3);
    Ticket two = clock.take(2);

    assertThat(one.first()).isEqualTo(101);
    assertThat(one.last()).isEqualTo(103);
    assertThat(two.first()).isEqualTo(104);
  }

  @Test
  void readersWaitForTheOldestInFlight() {
    Ticket one = clock.take(3);
    Ticket two = clock.take(2);
    assertThat(clock.readable()).isEqualTo(100);

    clock.complete(two);
    assertThat(clock.readable()).isEqualTo(100);

    clock.complete(one);
    assertThat(clock.readable()).isEqualTo(105);
  }

  @Test
  void lostPositionsHoldNobodyUp() {
    Ticket lost = clock.take(5);
    Ticket kept = clock.take(1);

    clock.complete(lost);

    assertThat(clock.readable()).isEqualTo(105);
    clock.complete(kept);
    assertThat(clock.readable()).isEqualTo(106);
  }

  @Test
  void completingTwiceIsHarmless() {
    Ticket one = clock.take(1);
    Ticket two = clock.take(1);
    clock.complete(one);
    clock.complete(one);

    assertThat(clock.readable()).isEqualTo(101);
    clock.complete(two);
    assertThat(clock.readable()).isEqualTo(102);
  }

  @Test
  void takesAtLeastOne() {
    assertThatThrownBy(() -> clock.take(0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** A set stands for the database: what is committed can be seen, in whatever order. */
  @Test
  void hundredsOfWritersAndNoReaderSkipsOrRepeats()
      throws InterruptedException, ExecutionException {
    int writers = 300;
    Set<Long> committed = new ConcurrentSkipListSet<>();
    ExecutorService threads = Executors.newCachedThreadPool();
    CountDownLatch running = new CountDownLatch(writers);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      Random random = new Random(i);
      all.add(
          threads.submit(
              () -> {
                for (int batch = 0; batch < 30; batch++) {
                  Ticket ticket = clock.take(1 + random.nextInt(5));
                  LockSupport.parkNanos(random.nextInt(200_000));
                  if (random.nextInt(5) != 0) {
                    for (long p = ticket.last(); p >= ticket.first(); p--) {
                      committed.add(p);
                    }
                  }
                  clock.complete(ticket);
                }
                running.countDown();
              }));
    }
    List<Future<List<Long>>> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(threads.submit(() -> readUntilDone(committed, running)));
    }
    for (Future<?> writer : all) {
      writer.get();
    }
    List<Long> everything = committed.stream().toList();
    for (Future<List<Long>> reader : readers) {
      assertThat(reader.get()).isEqualTo(everything);
    }
    threads.shutdown();
  }

  private List<Long> readUntilDone(Set<Long> committed, CountDownLatch running) {
    List<Long> seen = new ArrayList<>();
    long after = 100;
    boolean last = false;
    while (!last) {
      last = running.getCount() == 0;
      long upTo = clock.readable();
      long from = after;
      committed.stream().filter(p -> p > from && p <= upTo).forEach(seen::add);
      after = upTo;
    }
    return seen;
  }
}
