package org.matrixee.server.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.rules.Argon2idHash;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;

/**
 * Argon2id on its own small executor, so that a flood of logins cannot take the threads that serve
 * messages.
 *
 * <p>Memory (a setting), passes and lanes follow the OWASP password storage recommendation (19 MiB,
 * 2, 1). Each hash tells its own parameters, so older ones stay valid when the setting changes.
 */
@ApplicationScoped
public class PasswordHasher {
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int LENGTH = 32;
  private static final int SALT = 16;

  private Threads threads;
  private SecureRandom random;
  private Argon2idHash.Cost cost;
  private HashMemory memory;
  private volatile @Nullable Argon2idHash decoy;

  /** For the container's proxies. */
  protected PasswordHasher() {}

  /** With what it needs. */
  @Inject
  public PasswordHasher(MatrixConfig config, Threads threads, SecureRandom random) {
    this.threads = threads;
    this.random = random;
    this.cost = new Argon2idHash.Cost(config.passwordMemory(), PASSES, LANES);
    this.memory = new HashMemory(config.passwordMemory());
  }

  /** The hash of a password, in PHC form. */
  public CompletionStage<String> hash(String password) {
    return CompletableFuture.supplyAsync(() -> hashNow(password), threads.passwords());
  }

  /**
   * Whether a password fits a hash.
   *
   * @param hash null for an unknown account: takes the usual time and says no
   */
  public CompletionStage<Boolean> matches(String password, @Nullable String hash) {
    return CompletableFuture.supplyAsync(() -> matchesNow(password, hash), threads.passwords());
  }

  private String hashNow(String password) {
    return fresh(password).toString();
  }

  private Argon2idHash fresh(String password) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return memory.lend(blocks -> Argon2idHash.of(password, cost, salt, LENGTH, blocks));
  }

  private boolean matchesNow(String password, @Nullable String hash) {
    Argon2idHash expected = hash == null ? decoy() : Argon2idHash.parse(hash);
    boolean right = memory.lend(blocks -> expected.matches(password, blocks));
    return right && hash != null;
  }

  /** Checked when the account is unknown, so that the answer takes as long as for a known one. */
  private Argon2idHash decoy() {
    Argon2idHash made = decoy;
    if (made == null) {
      made = fresh("a password that nobody has");
      decoy = made;
    }
    return made;
  }
}
