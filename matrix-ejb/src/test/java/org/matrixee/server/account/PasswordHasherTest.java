package org.matrixee.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;

/** Argon2id with the parameters of the settings. */
class PasswordHasherTest {
  private final PasswordHasher hasher = hasher("1024");

  private static PasswordHasher hasher(String memory) {
    Threads here =
        new Threads() {
          @Override
          public Executor passwords() {
            return Runnable::run;
          }
        };
    MatrixConfig config =
        MatrixConfig.read(key -> key.equals("MATRIX_PASSWORD_MEMORY") ? memory : null);
    return new PasswordHasher(config, here, new SecureRandom());
  }

  private String hash(String password) {
    return hasher.hash(password).toCompletableFuture().join();
  }

  private boolean matches(String password, String hash) {
    return hasher.matches(password, hash).toCompletableFuture().join();
  }

  @Test
  void hashTellsItsParametersAndNotThePassword() {
    assertThat(hash("correct horse")).startsWith("$argon2id$v=19$m=1024,t=2,p=1$");
    assertThat(hasher("19456").hash("x").toCompletableFuture().join()).contains("m=19456,");
    assertThat(hash("correct horse")).doesNotContain("correct").isNotEqualTo(hash("correct horse"));
  }

  @Test
  void onlyTheRightPasswordMatches() {
    String hash = hash("correct \uD83D\uDC34");
    assertThat(matches("correct \uD83D\uDC34", hash)).isTrue();
    assertThat(matches("correct", hash)).isFalse();
    assertThat(matches("", hash)).isFalse();
  }

  @Test
  void unknownAccountMatchesNothing() {
    assertThat(matches("a password that nobody has", null)).isFalse();
    assertThat(matches("anything", null)).isFalse();
  }

  @Test
  void hashOfOlderParametersStaysValid() {
    String older = hasher("2048").hash("kept").toCompletableFuture().join();
    assertThat(matches("kept", older)).isTrue();
  }
}
