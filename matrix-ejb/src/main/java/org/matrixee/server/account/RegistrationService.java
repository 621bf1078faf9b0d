package org.matrixee.server.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/** Makes accounts with a password. */
@ApplicationScoped
public class RegistrationService {
  private static final int MAX_PASSWORD = 512;

  private MatrixConfig config;
  private RateLimits limits;
  private PasswordHasher hasher;
  private AccountTransactions transactions;
  private SecureRandom random;

  /** For the container's proxies. */
  protected RegistrationService() {}

  /** With what it needs. */
  @Inject
  public RegistrationService(
      MatrixConfig config,
      RateLimits limits,
      PasswordHasher hasher,
      AccountTransactions transactions,
      SecureRandom random) {
    this.config = config;
    this.limits = limits;
    this.hasher = hasher;
    this.transactions = transactions;
    this.random = random;
  }

  /** Whether people may register themselves. */
  public boolean isOpen() {
    return config.openRegistration();
  }

  /**
   * Makes an account and logs it in.
   *
   * @param localpart the wanted user name; null lets the server choose
   * @param address where the request comes from, for the rate limit
   * @throws MatrixException M_FORBIDDEN if registration is closed, M_LIMIT_EXCEEDED, M_BAD_JSON for
   *     a bad name or password, M_USER_IN_USE (also through the stage) if the name is taken
   */
  public CompletionStage<Credentials> register(
      @Nullable String localpart, String password, String address) {
    if (!isOpen()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not let people register themselves.");
    }
    limits.check(Action.REGISTER, address);
    UserId user =
        localpart == null
            ? LocalUsers.random(config.serverName(), random)
            : LocalUsers.ofLocalpart(localpart, config.serverName());
    checkPassword(password);
    if (transactions.find(user).isPresent()) {
      throw new MatrixException(ErrorCode.M_USER_IN_USE, "This user name is taken.");
    }
    String token = Tokens.random(random);
    return hasher
        .hash(password)
        .thenApply(
            hash -> {
              transactions.create(user, hash, Tokens.hash(token));
              return new Credentials(user, token, config.serverName());
            });
  }

  private static void checkPassword(String password) {
    if (password.isEmpty() || password.length() > MAX_PASSWORD) {
      throw new MatrixException(
          ErrorCode.M_BAD_JSON, "A password needs 1 to " + MAX_PASSWORD + " characters.");
    }
  }
}
