package org.matrixee.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Senders that write into rooms until the server is gone, and remember which requests were
 * answered. One more thread changes the topics, another creates rooms.
 */
final class CrashLoad {
  /**
   * One message of the load.
   *
   * @param room the room by the sender
   * @param body the message's text, which is its transaction id too
   */
  record Sent(Room room, String body) {
    Reply send() {
      return room.send("m.room.message", body, Json.of("msgtype", "m.text", "body", body));
    }
  }

  private final List<Room> rooms;
  private final List<Client> senders;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Sent, String> acknowledged = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Sent> unanswered = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> created = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore answers = new Semaphore(0);
  private int awaited;

  CrashLoad(List<Room> rooms, List<Client> senders) {
    this.rooms = rooms;
    this.senders = senders;
    for (int i = 0; i < senders.size(); i++) {
      rooms.get(i % rooms.size()).with(senders.get(i));
    }
  }

  void start() {
    for (int i = 0; i < senders.size(); i++) {
      Room room = rooms.get(i % rooms.size()).as(senders.get(i));
      String name = "s" + i;
      run(
          n -> {
            Sent sent = new Sent(room, name + "-" + n);
            unanswered.add(sent);
            acknowledged.put(sent, sent.send().ok().path("event_id").asText());
            unanswered.remove(sent);
            answers.release();
          });
    }
    run(
        n ->
            rooms
                .get(n % rooms.size())
                .setState("m.room.topic", "", Json.of("topic", "" + n))
                .ok());
    run(n -> created.add(creator().createRoom("name", "room " + n).id()));
    threads.forEach(Thread::start);
  }

  private interface Step {
    void run(int n);
  }

  /** Repeats a step until the connection breaks; any other failure is kept. */
  private void run(Step step) {
    threads.add(
        new Thread(
            () -> {
              try {
                for (int n = 0; ; n++) {
                  step.run(n);
                }
              } catch (UncheckedIOException e) {
                return;
              } catch (RuntimeException | AssertionError e) {
                failures.add(e);
                answers.release(1_000_000);
              }
            }));
  }

  void awaitAcknowledged(int count, Duration limit) {
    try {
      if (!answers.tryAcquire(count - awaited, limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("only " + acknowledged.size() + " answers in " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    awaited = count;
    failures.forEach(
        failure -> {
          throw new AssertionError("the load failed", failure);
        });
  }

  /** Waits until every thread has noticed that the server is gone. */
  void awaitEnd() {
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(70).toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (thread.isAlive()) {
        throw new AssertionError("a sender does not end");
      }
    }
    failures.forEach(
        failure -> {
          throw new AssertionError("the load failed", failure);
        });
  }

  List<Room> rooms() {
    return rooms;
  }

  /** Who creates rooms during the load. */
  Client creator() {
    return senders.get(0);
  }

  Map<Sent, String> acknowledged() {
    return new LinkedHashMap<>(acknowledged);
  }

  List<Sent> unanswered() {
    return List.copyOf(unanswered);
  }

  List<String> createdRooms() {
    return List.copyOf(created);
  }
}
