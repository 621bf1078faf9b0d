package org.matrixee.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One running server on a copy of the built one's data folder, with its own ports and environment.
 * It never outlives this JVM.
 */
public final class MatrixServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final ServerSettings settings;
  private final Path base;
  private final int offset;
  private final String javaOptions;
  private Process process;

  private MatrixServer(ServerSettings given, Path base, String javaOptions) {
    this.base = base;
    this.offset = FreePorts.offset();
    this.settings = given.onPorts(offset);
    this.javaOptions = javaOptions;
    this.process = launch(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Starts a server on an empty data folder and waits until it is ready. */
  public static MatrixServer start(ServerSettings settings) {
    MatrixServer server = launched(settings);
    server.awaitReady();
    return server;
  }

  /** Starts a server without waiting: for starts that must fail. */
  public static MatrixServer launched(ServerSettings settings) {
    return new MatrixServer(settings, ServerFolder.copy(settings.id()), ClassArchive.options());
  }

  /** Starts a server whose Java VM is told something special, and waits until it is ready. */
  static MatrixServer startWith(ServerSettings settings, String javaOptions) {
    MatrixServer server = new MatrixServer(settings, ServerFolder.copy(settings.id()), javaOptions);
    server.awaitReady();
    return server;
  }

  /** Starts a server without the EAR, for tests that deploy one of their own. */
  public static MatrixServer startWithoutEar(ServerSettings settings) {
    ServerSettings empty = settings.with("MP_HEALTH_EMPTY_READINESS_CHECKS_STATUS", "UP");
    Path base = ServerFolder.copyWithoutEar(settings.id());
    MatrixServer server = new MatrixServer(empty, base, ClassArchive.options());
    server.awaitReady();
    return server;
  }

  /** The folder of the server that was built. */
  public static Path home() {
    return ServerFolder.home();
  }

  /** The EAR that was built. */
  public static Path ear() {
    return ServerFolder.ear();
  }

  /** Stops it by the ordinary way, and starts it again on the same data and ports. */
  public void restart() {
    restart(settings);
  }

  /** The same with other settings. */
  public void restart(ServerSettings other) {
    stop();
    process = launch(other.onPorts(offset));
    awaitReady();
  }

  /** Starts it again after {@link #kill} or {@link #stop}. */
  public void startAgain() {
    process = launch(settings);
    awaitReady();
  }

  private Process launch(ServerSettings how) {
    List<String> command =
        List.of(
            ServerFolder.home().resolve("bin").resolve("standalone.sh").toString(),
            "-c",
            "matrix-ee.xml",
            "-Djboss.server.base.dir=" + base,
            "-Djboss.socket.binding.port-offset=" + offset,
            "-Djboss.node.name=" + how.id(),
            "-Djboss.tx.node.id=t" + offset);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("MATRIX_"));
    builder.environment().putAll(how.environment());
    builder.environment().put("JBOSS_HOME", ServerFolder.home().toString());
    builder.environment().put("PREPEND_JAVA_OPTS", javaOptions);
    builder.environment().put("MATRIX_CLASS_ARCHIVE", "off");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(console().toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (isReady()) {
        return;
      }
      if (awaitExit(Duration.ofMillis(200))) {
        throw new IllegalStateException("server " + settings.id() + " ended: " + consoleTail());
      }
    }
    kill();
    throw new IllegalStateException("server " + settings.id() + " not ready: " + consoleTail());
  }

  /** Whether it says that it serves requests. */
  public boolean isReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (9990 + offset) + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end of the process; false if it still runs after that time. */
  public boolean awaitExit(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for a word in the log. */
  public void awaitLog(String word, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!log().contains(word)) {
      if (System.nanoTime() > deadline || awaitExit(Duration.ofMillis(200))) {
        throw new IllegalStateException("no " + word + " in the log: " + consoleTail());
      }
    }
  }

  /** Stops it as an operator would: SIGTERM to the server's process. */
  public void stop() {
    process.descendants().forEach(ProcessHandle::destroy);
    if (!awaitExit(STOP_LIMIT)) {
      kill();
      throw new IllegalStateException("server " + settings.id() + " does not stop by itself");
    }
  }

  /** SIGKILL: the server's process first, then the script that started it. */
  public void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(MatrixServer::awaitEnd);
  }

  /** Not by {@code onExit}, which needs a thread of the common pool. */
  private static void awaitEnd(ProcessHandle process) {
    try {
      while (process.isAlive()) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL. */
  @Override
  public void close() {
    kill();
  }

  /** Scheme, host and port of the client API. */
  public String url() {
    return "http://127.0.0.1:" + port(8080);
  }

  /** The server's port in place of a standard one. */
  public int port(int standard) {
    return standard + offset;
  }

  /** The server name, the domain of its ids. */
  public String name() {
    return settings.serverName();
  }

  /** Registers a user whose name no other test uses. */
  public Client fresh(String hint) {
    return Client.register(url(), Users.name(hint), Users.PASSWORD);
  }

  /** The process of the server's JVM, below the script that started it. */
  public long javaPid() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .map(ProcessHandle::pid)
        .findFirst()
        .orElseThrow();
  }

  /** Its folder, with log and data. */
  public Path folder() {
    return base;
  }

  /** Waits until it has ended by itself, as it does with wrong settings; returns its log. */
  public String logOfFailedStart() {
    if (!awaitExit(Duration.ofMinutes(2))) {
      throw new AssertionError("server " + settings.id() + " runs: " + consoleTail());
    }
    return log();
  }

  /** What the server logged so far. */
  public String log() {
    return read(base.resolve("log").resolve("server.log"));
  }

  private Path console() {
    return base.resolve("console.log");
  }

  /** The last lines of the console. */
  public String consoleTail() {
    String text = read(console());
    return base + "\n" + text.substring(Math.max(0, text.length() - 6000));
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
