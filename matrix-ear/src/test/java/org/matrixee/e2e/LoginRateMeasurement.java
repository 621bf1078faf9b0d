package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * How many logins a second the server does, beside how many password hashes the machine does. Not
 * part of the build: {@code ./mvnw verify -Dit.test=LoginRateMeasurement}. The server runs as in
 * production, with the optimizing compiler.
 */
class LoginRateMeasurement {
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final Duration TIME = Duration.ofSeconds(20);
  private static final int HASHERS = 2;
  private static final int CLIENTS = 8;

  @Test
  void loginsBesideHashes() {
    Argon2Function argon2id = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    String hash = Password.hash(Users.PASSWORD).addRandomSalt(16).with(argon2id).getResult();
    Runnable check = () -> assertThat(Password.check(Users.PASSWORD, hash).with(argon2id)).isTrue();
    rate(HASHERS, WARM, check);
    double hashes = rate(HASHERS, TIME, check);
    ServerSettings settings = ServerSettings.h2("rate").with("MATRIX_PASSWORD_MEMORY", "19456");
    try (MatrixServer server = MatrixServer.startWith(settings, "")) {
      Client kim = server.fresh("kim");
      Client nobody = Client.nobody(server.url());
      Runnable login = () -> nobody.login(kim.localpart(), Users.PASSWORD).ok();
      rate(CLIENTS, WARM, login);
      double logins = rate(CLIENTS, TIME, login);
      double after = rate(HASHERS, TIME, check);
      System.out.printf(
          "hashes %.1f/s before, %.1f/s after; logins %.1f/s, which is %.0f %%%n",
          hashes, after, logins, 200 * logins / (hashes + after));
    }
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
