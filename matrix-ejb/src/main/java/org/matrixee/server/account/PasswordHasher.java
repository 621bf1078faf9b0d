package org.matrixee.server.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
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
  private Argon2Function argon2id;
  private volatile @Nullable String decoy;

  /** For the container's proxies. */
  protected PasswordHasher() {}

  /** With what it needs. */
  @Inject
  public PasswordHasher(MatrixConfig config, Threads threads) {
    this.threads = threads;
    this.argon2id =
        Argon2Function.getInstance(config.passwordMemory(), PASSES, LANES, LENGTH, Argon2.ID);
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
    return Password.hash(password).addRandomSalt(SALT).with(argon2id).getResult();
  }

  private boolean matchesNow(String password, @Nullable String hash) {
    String expected = hash == null ? decoy() : hash;
    boolean right =
        Password.check(password, expected).with(Argon2Function.getInstanceFromHash(expected));
    return right && hash != null;
  }

  /** Checked when the account is unknown, so that the answer takes as long as for a known one. */
  private String decoy() {
    String made = decoy;
    if (made == null) {
      made = hashNow("a password that nobody has");
      decoy = made;
    }
    return made;
  }
}
