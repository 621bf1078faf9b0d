package org.matrixee.server.account;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Argon2id on its own small executor, so that a flood of logins cannot take the threads that serve
 * messages.
 *
 * <p>Memory, passes and lanes follow the OWASP password storage recommendation (19 MiB, 2, 1).
 */
@ApplicationScoped
@ManagedExecutorDefinition(name = PasswordHasher.EXECUTOR, maxAsync = 2)
public class PasswordHasher {
  /** The executor's name in JNDI. */
  static final String EXECUTOR = "java:app/concurrent/PasswordHash";

  private static final Argon2Function ARGON2ID =
      Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

  @Resource(lookup = EXECUTOR)
  private @Nullable ManagedExecutorService executor;

  /** Checked when the account is unknown, so that the answer takes as long as for a known one. */
  private static final class Decoy {
    static final String HASH = hashNow("a password that nobody has");
  }

  /** The hash of a password, in PHC form. */
  public CompletionStage<String> hash(String password) {
    return CompletableFuture.supplyAsync(() -> hashNow(password), threads());
  }

  /**
   * Whether a password fits a hash.
   *
   * @param hash null for an unknown account: takes the usual time and says no
   */
  public CompletionStage<Boolean> matches(String password, @Nullable String hash) {
    return CompletableFuture.supplyAsync(() -> matchesNow(password, hash), threads());
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

  private ManagedExecutorService threads() {
    ManagedExecutorService threads = executor;
    if (threads == null) {
      throw new IllegalStateException("the password executor was not injected");
    }
    return threads;
  }
}
