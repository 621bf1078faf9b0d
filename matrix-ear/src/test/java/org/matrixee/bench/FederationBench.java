package org.matrixee.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.federation.Federation;

/**
 * How fast events go from one server to another. It starts two servers on PostgreSQL itself, with
 * an ordinary heap, and measures one after the other:
 *
 * <ul>
 *   <li>the time from sending a message on one server to its arrival in a stream of the other, at
 *       ten messages a second;
 *   <li>messages a second that arrive at the other server, when many are sent at once;
 *   <li>the join of a room with 1,000 members;
 *   <li>after an outage, how long 10,000 waiting messages take, and what the sender's heap grows
 *       by.
 * </ul>
 *
 * <p>Usage: {@code FederationBench [messages] [members] [backlog]}, on the class path of this
 * module's tests, after {@code ./mvnw package}.
 */
public final class FederationBench {
  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final int SENDERS = 16;
  private static final int HOPS = 200;

  private final MatrixServer a;
  private final MatrixServer b;
  private final Client alice;
  private final Client bob;
  private final Room room;

  private FederationBench(MatrixServer a, MatrixServer b) {
    this.a = a;
    this.b = b;
    this.alice = a.fresh("alice");
    this.bob = b.fresh("bob");
    this.room = alice.publicRoom();
    room.as(bob).join().ok();
  }

  /** Runs the measurement. */
  public static void main(String[] arguments) throws Exception {
    int messages = number(arguments, 0, 6000);
    int members = number(arguments, 1, 1000);
    int backlog = number(arguments, 2, 10_000);
    try (Federation both =
        Federation.of(ServerSettings.postgresql("bench-a"), ServerSettings.postgresql("bench-b"))) {
      FederationBench bench = new FederationBench(both.get(0), both.get(1));
      bench.flood("warm", messages / 2);
      bench.hops();
      System.out.printf(
          "one way: %.0f messages/s arrive%n", messages / bench.flood("flood", messages));
      bench.join(members);
      bench.drain(backlog);
    }
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Ten messages a second, each awaited in the other server's stream. */
  private void hops() {
    LiveStream stream = bob.stream();
    long[] micros = new long[HOPS];
    for (int i = 0; i < HOPS; i++) {
      long start = System.nanoTime();
      stream.until(room.say("hop " + i));
      micros[i] = (System.nanoTime() - start) / 1000;
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100) - micros[i] * 1000);
    }
    Arrays.sort(micros);
    System.out.printf(
        "one hop: p50 %.1f ms, p95 %.1f ms%n",
        micros[HOPS / 2] / 1000.0, micros[HOPS * 95 / 100] / 1000.0);
  }

  /** Sends many at once; gives the seconds from the first request to the last arrival. */
  private double flood(String name, int count) throws InterruptedException, ExecutionException {
    LiveStream stream = bob.stream();
    long start = System.nanoTime();
    ExecutorService arrival = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> arrived = arrival.submit(() -> await(stream, name, count));
      send(name, count);
      System.out.printf("%s: %d sent in %.1f s%n", name, count, seconds(start));
      arrived.get();
      return seconds(start);
    } finally {
      arrival.shutdownNow();
    }
  }

  private void send(String name, int count) throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        all.add(
            senders.submit(
                () -> {
                  for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                    room.say(name + " " + n);
                  }
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      senders.shutdownNow();
    }
  }

  private static int await(LiveStream stream, String name, int count) {
    int seen = 0;
    while (seen < count) {
      for (JsonNode event : stream.poll(5000)) {
        if (event.path("content").path("body").asText().startsWith(name + " ")) {
          seen++;
        }
      }
    }
    return seen;
  }

  /** A user of the other server joins a large room. */
  private void join(int members) throws InterruptedException, ExecutionException {
    Room large = alice.publicRoom();
    ExecutorService joiners = Executors.newFixedThreadPool(SENDERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 1; i < members; i++) {
        all.add(joiners.submit(() -> large.as(a.fresh("member")).join().ok()));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      joiners.shutdownNow();
    }
    Client carol = b.fresh("carol");
    long start = System.nanoTime();
    large.as(carol).join().ok();
    double took = seconds(start);
    int there = large.as(carol).members().ok().path("chunk").size();
    System.out.printf("join of a room with %d members: %.2f s%n", there, took);
  }

  /** What gathered during an outage of the other server. */
  private void drain(int backlog) throws InterruptedException, ExecutionException {
    LiveStream stream = bob.stream();
    b.stop();
    send("waiting", backlog);
    collect();
    long before = heap();
    b.startAgain();
    long start = System.nanoTime();
    long greatest = before;
    ExecutorService arrival = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> arrived = arrival.submit(() -> await(stream, "waiting", backlog));
      while (!arrived.isDone()) {
        greatest = Math.max(greatest, heap());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
      }
      arrived.get();
    } finally {
      arrival.shutdownNow();
    }
    double took = seconds(start);
    collect();
    System.out.printf(
        "drain of %d: %.1f s, %.0f messages/s; the sender's heap: %d MB before, %d MB at most"
            + " (garbage included), %d MB after%n",
        backlog, took, backlog / took, before >> 20, greatest >> 20, heap() >> 20);
    JsonNode first =
        Json.elements(room.as(bob).messages("dir=b&limit=1").ok().path("chunk")).get(0);
    System.out.printf("the last message is %s%n", first.path("content").path("body").asText());
  }

  private void collect() {
    command("GC.run");
  }

  /** Used bytes of the sender's heap, by the JDK's own tool. */
  private long heap() {
    long kilobytes = 0;
    for (String line : command("GC.heap_info").lines().toList()) {
      Matcher used = USED.matcher(line);
      if (!line.contains("Metaspace") && !line.contains("class space") && used.find()) {
        kilobytes += Long.parseLong(used.group(1));
      }
    }
    return kilobytes << 10;
  }

  private String command(String what) {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process process =
          new ProcessBuilder(tool.toString(), Long.toString(a.javaPid()), what)
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
