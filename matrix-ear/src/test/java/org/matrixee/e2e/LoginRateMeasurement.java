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
 */
class LoginRateMeasurement {
  private static final Duration WARM = Duration.ofSeconds(10);

  /** Until then the server's compiler takes a share of the machine. */
  private static final Duration SERVER_WARM = Duration.ofSeconds(60);

  private static final Duration TIME = Duration.ofSeconds(20);
  private static final int HASHERS = 2;
  private static final int CLIENTS = 8;

  @Test
  void loginsBesideHashes() {
    PasswordHasher hasher = hasher();
    String hash = hasher.hash(Users.PASSWORD).toCompletableFuture().join();
    Runnable check =
        () ->
            assertThat(hasher.matches(Users.PASSWORD, hash).toCompletableFuture().join()).isTrue();
    rate(HASHERS, WARM, check);
    double hashes = rate(HASHERS, TIME, check);
    ServerSettings settings = ServerSettings.h2("rate").with("MATRIX_PASSWORD_MEMORY", "19456");
    try (MatrixServer server = MatrixServer.startWith(settings, "")) {
      Client kim = server.fresh("kim");
      Client nobody = Client.nobody(server.url());
      Runnable login = () -> nobody.login(kim.localpart(), Users.PASSWORD).ok();
      rate(CLIENTS, SERVER_WARM, login);
      double logins = rate(CLIENTS, TIME, login);
      double after = rate(HASHERS, TIME, check);
      System.out.printf(
          "hashes %.1f/s before, %.1f/s after; logins %.1f/s, which is %.0f %%%n",
          hashes, after, logins, 200 * logins / (hashes + after));
    }
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

  /** Runs work on some threads for a time; how often a second. */
  private static double rate(int threads, Duration time, Runnable work) {
    AtomicLong done = new AtomicLong();
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
    return done.get() * 1e9 / (System.nanoTime() - begin);
  }
}
