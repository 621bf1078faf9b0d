package org.matrixee.server.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.Threads;

/**
 * Argon2id on its own small executor, so that a flood of logins cannot take the threads that serve
 * messages.
 *
 * <p>Memory, passes and lanes follow the OWASP password storage recommendation (19 MiB, 2, 1).
 */
@ApplicationScoped
public class PasswordHasher {
  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  private Threads threads;

  /** For the container's proxies. */
  protected PasswordHasher() {}

  /** With what it needs. */
  @Inject
  public PasswordHasher(Threads threads) {
    this.threads = threads;
  }

  /** Checked when the account is unknown, so that the answer takes as long as for a known one. */
  private static final class Decoy {
    static final String HASH = hashNow("a password that nobody has");
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

  private static String hashNow(String password) {
    return Password.hash(password).addRandomSalt(16).with(ARGON2ID).getResult();
  }

  private static boolean matchesNow(String password, @Nullable String hash) {
    if (hash == null) {
      Password.check(password, Decoy.HASH).with(ARGON2ID);
      return false;
    }
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }
}
