package org.matrixee.server.account.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.LocalUsers;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.device.DeviceWish;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.login.LoginFlow;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.account.login.Passwords;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Logging in over the current API.
 *
 * <p>v1.19: Client-Server API, "Login".
 */
@ApplicationScoped
public class SignInService {
  private static final LoginFlow PASSWORD = new LoginFlow(List.of("m.login.password"));

  /** v1.19: {@code POST /login/get_token}: "120000 (2 minutes) is recommended as a default". */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(2);

  private LoginFlows flows;
  private Passwords passwords;
  private SignInTransactions transactions;
  private InteractiveAuth auth;
  private OwnOperations operations;
  private RateLimits limits;
  private MatrixConfig config;
  private SecureRandom random;
  private Threads threads;

  /** For the container's proxies. */
  protected SignInService() {}

  /** With what it needs. */
  @Inject
  public SignInService(
      LoginFlows flows,
      Passwords passwords,
      SignInTransactions transactions,
      InteractiveAuth auth,
      OwnOperations operations,
      RateLimits limits,
      MatrixConfig config,
      SecureRandom random,
      Threads threads) {
    this.flows = flows;
    this.passwords = passwords;
    this.transactions = transactions;
    this.auth = auth;
    this.operations = operations;
    this.limits = limits;
    this.config = config;
    this.random = random;
    this.threads = threads;
  }

  /**
   * Whether a password alone is enough: where the settings demand further factors, a client of
   * today cannot give them, and must not get by without.
   */
  public boolean takesPasswords() {
    return flows.flows(LoginPurpose.LOGIN).contains(PASSWORD);
  }

  /**
   * Logs somebody in by a password.
   *
   * @param address where the request comes from
   * @throws MatrixException also through the result: M_UNKNOWN if passwords are not enough;
   *     M_FORBIDDEN if the user is not known or the password is wrong, which takes as long as if
   *     all were right; M_USER_DEACTIVATED if the account must not be used; M_LIMIT_EXCEEDED
   */
  public CompletionStage<SignIn> byPassword(
      Identifier identifier, String password, DeviceWish wish, String address) {
    if (!takesPasswords()) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, "This server does not offer this type of login.");
    }
    limits.check(Action.LOGIN, address);
    Optional<UserId> user = find(identifier);
    user.ifPresent(named -> limits.check(Action.LOGIN, named.value()));
    NewSession session = session(wish);
    // Not on the thread that hashed the password: that has the next one to hash.
    return passwords
        .check(user, password)
        .thenApplyAsync(proven -> logIn(proven, session), threads.executor());
  }

  private SignIn logIn(Optional<UserId> proven, NewSession session) {
    UserId user =
        proven.orElseThrow(
            () ->
                new MatrixException(
                    ErrorCode.M_FORBIDDEN, "The user name or the password is wrong."));
    transactions.logIn(user, session);
    return new SignIn(user, session);
  }

  private Optional<UserId> find(Identifier identifier) {
    if (identifier instanceof Identifier.User named) {
      return LocalUsers.parse(named.user(), config.serverName());
    }
    if (identifier instanceof Identifier.Address at) {
      Optional<ThreePid> address =
          at.medium().equals(ThreePid.EMAIL)
              ? EmailAddress.parse(at.address()).map(EmailAddress::threePid)
              : Optional.empty();
      return address.flatMap(transactions::findOwner);
    }
    throw new AssertionError(identifier);
  }

  /**
   * Logs somebody in by a token that is good for one login.
   *
   * @param address where the request comes from
   * @throws MatrixException M_FORBIDDEN if the token is not good, or not any more;
   *     M_USER_DEACTIVATED if the account must not be used; M_LIMIT_EXCEEDED
   */
  public SignIn byToken(String token, DeviceWish wish, String address) {
    limits.check(Action.LOGIN, address);
    NewSession session = session(wish);
    UserId user =
        transactions
            .logInByToken(token, session)
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_FORBIDDEN, "This login token has been used, or has expired."));
    return new SignIn(user, session);
  }

  private NewSession session(DeviceWish wish) {
    return NewSession.of(wish, config.login().accessTokenLifetime(), random);
  }

  /**
   * Gives the caller a token by which another client of theirs logs in. Always asks for a proof
   * again.
   *
   * @throws MatrixException also through the result: as {@link OwnOperations#of} and {@link
   *     InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<NewLoginToken>> newToken(
      Requester requester, @Nullable JsonObject proof, String address) {
    return auth.guard(
        operations.of(requester, "POST /login/get_token", address),
        proof,
        permission -> {
          NewLoginToken token = new NewLoginToken(Tokens.random(random), TOKEN_LIFETIME);
          transactions.issue(requester.user(), token.token(), token.lifetime(), permission);
          return CompletableFuture.completedStage(token);
        });
  }
}
