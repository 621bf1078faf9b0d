package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.matrixee.server.account.PasswordHasher;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;

/**
 * How many logins a second the server does, beside how many password hashes the machine does. Not
 * part of the build: {@code ./mvnw verify -Dit.test=LoginRateMeasurement}. The server runs as in
 * production, with the optimizing compiler.
 *
 * <p>A server that has just started compiles for minutes, since a login is a rare thing for a
 * compiler that counts calls. So it is warmed up by logins of an account whose hash costs next to
 * nothing, on the same way through the code: it is then as it is after some hours. Hashes and
 * logins are measured in turns, since a machine that is shared has good and bad minutes; and the
 * processor time of each is told as well, since the clients run on the same machine.
 */
class LoginRateMeasurement {
  private static final Duration WARM = Duration.ofSeconds(5);
  private static final Duration SERVER_WARM = Duration.ofSeconds(60);
  private static final Duration HASHES = Duration.ofSeconds(6);
  private static final Duration LOGINS = Duration.ofSeconds(12);
  private static final int TURNS = 3;
  private static final int HASHERS = 2;
  private static final int CLIENTS = 8;

  /** How much was done, in which time, and what it cost. */
  private record Work(long done, double seconds, Cost cost) {
    static final Work NONE = new Work(0, 0, new Cost(0, 0));

    Work and(Work other) {
      return new Work(done + other.done, seconds + other.seconds, cost.and(other.cost));
    }

    double rate() {
      return done / seconds;
    }

    double millisHere() {
      return cost.here() / 1e6 / done;
    }

    double millisServer() {
      return cost.server() / 1e6 / done;
    }
  }

  /** Processor time in ns: of this JVM, and of the server's. */
  private record Cost(long here, long server) {
    Cost and(Cost other) {
      return new Cost(here + other.here, server + other.server);
    }

    Cost since(Cost before) {
      return new Cost(here - before.here, server - before.server);
    }
  }

  @Test
  void loginsBesideHashes() {
    PasswordHasher hasher = hasher();
    String hash = hasher.hash(Users.PASSWORD).toCompletableFuture().join();
    Runnable check =
        () ->
            assertThat(hasher.matches(Users.PASSWORD, hash).toCompletableFuture().join()).isTrue();
    ServerSettings cheap = ServerSettings.h2("rate");
    try (MatrixServer server = MatrixServer.startWith(cheap, "")) {
      Client warmUp = server.fresh("warm");
      server.restart(cheap.with("MATRIX_PASSWORD_MEMORY", "19456"));
      Client kim = server.fresh("kim");
      measured(server, CLIENTS, SERVER_WARM, logins(server, warmUp));
      measured(server, CLIENTS, WARM, logins(server, kim));
      measured(server, HASHERS, WARM, check);
      Work hashes = Work.NONE;
      Work logins = Work.NONE;
      for (int i = 0; i < TURNS; i++) {
        hashes = hashes.and(measured(server, HASHERS, HASHES, check));
        logins = logins.and(measured(server, CLIENTS, LOGINS, logins(server, kim)));
      }
      report(hashes.and(measured(server, HASHERS, HASHES, check)), logins);
    }
  }

  private static Runnable logins(MatrixServer server, Client account) {
    Client nobody = Client.nobody(server.url());
    return () -> nobody.login(account.localpart(), Users.PASSWORD).ok();
  }

  private static void report(Work hashes, Work logins) {
    System.out.printf(
        "hashes %.1f/s, logins %.1f/s, which is %.0f %%%n",
        hashes.rate(), logins.rate(), 100 * logins.rate() / hashes.rate());
    System.out.printf(
        "processor time: %.1f ms for a hash, %.1f ms in the server for a login (a hash is %.0f %%"
            + " of that), %.1f ms in its client%n",
        hashes.millisHere(),
        logins.millisServer(),
        100 * hashes.millisHere() / logins.millisServer(),
        logins.millisHere());
  }

  /** As the server hashes, in the thread that asks. */
  private static PasswordHasher hasher() {
    Threads here =
        new Threads() {
          @Override
          public Executor passwords() {
            return Runnable::run;
          }
        };
    return new PasswordHasher(MatrixConfig.read(setting -> null), here, new SecureRandom());
  }

  /** Runs work on some threads for a time. */
  private static Work measured(MatrixServer server, int threads, Duration time, Runnable work) {
    AtomicLong done = new AtomicLong();
    Cost before = cost(server);
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(
          CompletableFuture.runAsync(
              () -> {
                while (System.nanoTime() < end) {
                  work.run();
                  done.incrementAndGet();
                }
              },
              pool));
    }
    all.forEach(CompletableFuture::join);
    pool.shutdown();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Work(done.get(), seconds, cost(server).since(before));
  }

  private static Cost cost(MatrixServer server) {
    return new Cost(
        processorTime(ProcessHandle.current()),
        processorTime(ProcessHandle.of(server.javaPid()).orElseThrow()));
  }

  private static long processorTime(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow().toNanos();
  }
}
