package org.matrixee.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.matrixee.e2e.Json;

/**
 * How long a change of presence takes to reach every stream of a large room, and what it costs the
 * server. Every user of the room polls, and polls again after each answer, as clients do; now and
 * then one user changes the status.
 *
 * <p>The clients of a measured round ask again only when all have their answer, so that the cost of
 * telling them and the cost of their asking again are seen apart.
 *
 * <p>Usage: {@code PresenceBench URL PID [users] [changes] [pause in ms]}, against a server without
 * rate limits. PID is the server's process, whose CPU time is read from {@code /proc}; its time
 * over a quiet period is measured first and taken off. What the just-in-time compiler took of it is
 * told apart: it ends some time after the start, and would otherwise hide what a change costs.
 */
public final class PresenceBench {
  private static final int TICKS_PER_SECOND = 100;
  private static final String PASSWORD = "correct horse battery staple";

  private final String base;
  private final long pid;
  private final HttpClient http;
  private final ConcurrentMap<String, Change> changes = new ConcurrentHashMap<>();
  private final AtomicInteger polls = new AtomicInteger();
  private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
  private volatile boolean holding;
  private volatile boolean over;

  /** One change on its way. */
  private static final class Change {
    final long start = System.nanoTime();
    final long[] millionths;
    final AtomicInteger arrived = new AtomicInteger();

    Change(int users) {
      millionths = new long[users];
    }

    void arrive() {
      int place = arrived.getAndIncrement();
      if (place < millionths.length) {
        millionths[place] = (System.nanoTime() - start) / 1000;
      }
    }
  }

  private record User(String id, String token) {}

  private PresenceBench(String origin, long pid, ExecutorService threads) {
    this.base = origin + "/_matrix/client/api/v1";
    this.pid = pid;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  }

  /** Runs the measurement. */
  public static void main(String[] arguments) throws Exception {
    int users = number(arguments, 2, 1000);
    int count = number(arguments, 3, 40);
    int pause = number(arguments, 4, 1500);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      new PresenceBench(arguments[0], Long.parseLong(arguments[1]), threads)
          .run(users, count, pause);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int number(String[] arguments, int index, int otherwise) {
    return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
  }

  private void run(int count, int rounds, int pause) throws Exception {
    long begin = System.nanoTime();
    List<User> users = register(count);
    String room =
        call("POST", "/createRoom", users.get(0), "{\"visibility\":\"public\"}")
            .path("room_id")
            .asText();
    joinAll(users, room);
    System.out.printf("%d users are in the room after %.0f s%n", count, seconds(begin));
    String from = call("GET", "/initialSync?limit=0", users.get(0), "").path("end").asText();
    users.forEach(user -> poll(user, from));
    settle();
    Cpu quiet = cpu();
    long quietStart = System.nanoTime();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(8));
    double idle = cpu().since(quiet).working() / seconds(quietStart);
    System.out.printf("idle: %.1f ms CPU per second%n", idle);
    for (int i = 0; i < rounds; i++) {
      change(users, "warm-" + i + "-");
      release(pause / 3);
    }
    List<Change> measured = new ArrayList<>();
    int pollsBefore = polls.get();
    Cpu before = cpu();
    double telling = 0;
    double asking = 0;
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      Cpu cpu = cpu();
      measured.add(change(users, "round-" + i + "-"));
      telling += cpu().since(cpu).working() - idle * seconds(start);
      start = System.nanoTime();
      cpu = cpu();
      release(pause);
      asking += cpu().since(cpu).working() - idle * seconds(start);
    }
    report(measured, count);
    System.out.printf(
        "server CPU per change: %.1f ms to tell all, %.1f ms for their next requests; beside them"
            + " %.1f ms for the compiler%n",
        telling / rounds, asking / rounds, cpu().since(before).compiling() / (double) rounds);
    System.out.printf(
        "%.2f answers per stream and change%n",
        (polls.get() - pollsBefore) / (double) (count * rounds));
    over = true;
  }

  /** Changes one user's status and waits until all streams have it; none asks again. */
  private Change change(List<User> users, String key) throws Exception {
    Change change = new Change(users.size());
    holding = true;
    changes.put(key, change);
    User changing = users.get((key.hashCode() & 0xffff) % users.size());
    call(
        "PUT",
        "/presence/" + encode(changing.id()) + "/status",
        changing,
        "{\"presence\":\"online\",\"status_msg\":\"" + key + "\"}");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (change.arrived.get() < users.size() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    changes.remove(key);
    return change;
  }

  /** Lets everyone ask again, and waits. */
  private void release(int pause) {
    holding = false;
    for (Runnable next = held.poll(); next != null; next = held.poll()) {
      next.run();
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
  }

  private static void report(List<Change> measured, int users) {
    long[] all =
        measured.stream()
            .flatMapToLong(
                change ->
                    Arrays.stream(change.millionths, 0, Math.min(users, change.arrived.get())))
            .sorted()
            .toArray();
    int missing = measured.size() * users - all.length;
    System.out.printf(
        "delivery of %d changes to %d streams: p50 %.0f ms, p99 %.0f ms, last %.0f ms, missing"
            + " %d%n",
        measured.size(),
        users,
        all[all.length / 2] / 1000.0,
        all[(int) (all.length * 0.99)] / 1000.0,
        all[all.length - 1] / 1000.0,
        missing);
  }

  private void poll(User user, String from) {
    if (over) {
      return;
    }
    CompletableFuture<Void> unused =
        http.sendAsync(
                request("GET", "/events?timeout=300000&from=" + from, user, ""),
                BodyHandlers.ofString())
            .thenAccept(
                answer -> {
                  polls.incrementAndGet();
                  String text = answer.body();
                  int end = text.lastIndexOf("\"end\":\"");
                  if (answer.statusCode() == 200 && end > 0) {
                    String next = text.substring(end + 7, text.indexOf('"', end + 7));
                    if (holding) {
                      held.add(() -> poll(user, next));
                    } else {
                      poll(user, next);
                    }
                  } else {
                    System.out.println("poll failed: " + answer.statusCode() + " " + text);
                  }
                  notice(text);
                });
    assert unused != null;
  }

  private void notice(String text) {
    for (var change : changes.entrySet()) {
      if (text.contains(change.getKey())) {
        change.getValue().arrive();
      }
    }
  }

  /** Waits until no poll has been answered for a while: everyone is online and knows it. */
  private void settle() {
    int known = -1;
    while (known != polls.get()) {
      known = polls.get();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
    }
  }

  private List<User> register(int count) throws Exception {
    List<CompletableFuture<User>> coming = new ArrayList<>();
    List<User> users = new ArrayList<>();
    String run = Long.toString(System.nanoTime(), 36);
    for (int i = 0; i < count; i++) {
      String body =
          Json.of("type", "m.login.password", "user", "p" + run + "-" + i, "password", PASSWORD)
              .toString();
      coming.add(
          later("POST", "/register", new User("", ""), body)
              .thenApply(
                  answer ->
                      new User(
                          answer.path("user_id").asText(), answer.path("access_token").asText())));
      if (coming.size() == 50 || i == count - 1) {
        for (CompletableFuture<User> user : coming) {
          users.add(user.get());
        }
        coming.clear();
      }
    }
    return users;
  }

  private void joinAll(List<User> users, String room) throws Exception {
    for (int i = 1; i < users.size(); i += 50) {
      List<CompletableFuture<JsonNode>> joining = new ArrayList<>();
      for (User user : users.subList(i, Math.min(users.size(), i + 50))) {
        joining.add(later("POST", "/rooms/" + encode(room) + "/join", user, "{}"));
      }
      for (CompletableFuture<JsonNode> joined : joining) {
        joined.get();
      }
    }
  }

  private JsonNode call(String method, String path, User user, String body) throws Exception {
    return later(method, path, user, body).get();
  }

  private CompletableFuture<JsonNode> later(String method, String path, User user, String body) {
    return http.sendAsync(request(method, path, user, body), BodyHandlers.ofString())
        .thenApply(
            answer -> {
              if (answer.statusCode() != 200) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
              }
              return Json.parse(answer.body());
            });
  }

  private HttpRequest request(String method, String path, User user, String body) {
    String token =
        user.token().isEmpty()
            ? ""
            : (path.contains("?") ? "&" : "?") + "access_token=" + encode(user.token());
    return HttpRequest.newBuilder(URI.create(base + path + token))
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** Processor time of the server in ms: of its compiler, and of all the rest. */
  private record Cpu(long compiling, long working) {
    Cpu since(Cpu before) {
      return new Cpu(compiling - before.compiling, working - before.working);
    }
  }

  private Cpu cpu() throws IOException {
    Path process = Path.of("/proc/" + pid);
    long all = cpuMillis(process.resolve("stat"));
    long compiling = 0;
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        compiling += isCompiler(thread) ? cpuMillis(thread.resolve("stat")) : 0;
      }
    }
    return new Cpu(compiling, all - compiling);
  }

  private static boolean isCompiler(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  /** User and system time. */
  private static long cpuMillis(Path statistics) throws IOException {
    String stat = Files.readString(statistics);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return ticks * 1000 / TICKS_PER_SECOND;
  }
}
