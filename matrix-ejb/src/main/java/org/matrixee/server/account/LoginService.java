package org.matrixee.server.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/** Logs people in by password ({@code m.login.password}). */
@ApplicationScoped
public class LoginService {
  private MatrixConfig config;
  private RateLimits limits;
  private PasswordHasher hasher;
  private AccountTransactions transactions;
  private SecureRandom random;

  /** For the container's proxies. */
  protected LoginService() {}

  /** With what it needs. */
  @Inject
  public LoginService(
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

  /**
   * Checks a password and gives a new token; older tokens stay valid.
   *
   * @param user a full user ID or a localpart, in any case
   * @param address where the request comes from, for the rate limit
   * @throws MatrixException M_LIMIT_EXCEEDED; M_FORBIDDEN through the stage for a wrong password
   *     and for an unknown user alike, after the same time (client-api-v1, 5.2)
   */
  public CompletionStage<Credentials> login(String user, String password, String address) {
    limits.check(Action.LOGIN, address);
    Optional<UserId> id = LocalUsers.parse(user, config.serverName());
    id.ifPresent(known -> limits.check(Action.LOGIN, known.value()));
    @Nullable String hash = id.flatMap(transactions::find).map(Account::passwordHash).orElse(null);
    return hasher.matches(password, hash).thenApply(right -> finish(id, right));
  }

  private Credentials finish(Optional<UserId> id, boolean right) {
    if (!right || id.isEmpty()) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "The user name or the password is wrong.");
    }
    String token = Tokens.random(random);
    transactions.createToken(id.get(), Tokens.hash(token));
    return new Credentials(id.get(), token, config.serverName());
  }
}
