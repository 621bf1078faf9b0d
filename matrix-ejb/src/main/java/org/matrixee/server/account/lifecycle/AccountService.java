package org.matrixee.server.account.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.LocalUsers;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.email.EmailProofStage;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.login.Passwords;
import org.matrixee.server.account.login.RegistrationTokenStage;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.Operation;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.account.uia.Permission;
import org.matrixee.server.account.uia.rules.AuthFlows;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Makes accounts, changes their passwords, and ends them.
 *
 * <p>v1.19: Client-Server API, "Account registration and management".
 */
@ApplicationScoped
public class AccountService {
  private InteractiveAuth auth;
  private OwnOperations operations;
  private RegistrationFlows flows;
  private LoginTransactions registrations;
  private AccountChanges changes;
  private RegistrationTokenStage registrationTokens;
  private Passwords passwords;
  private RateLimits limits;
  private MatrixConfig config;
  private SecureRandom random;
  private Threads threads;

  /** For the container's proxies. */
  protected AccountService() {}

  /** With what it needs. */
  @Inject
  public AccountService(
      InteractiveAuth auth,
      OwnOperations operations,
      RegistrationFlows flows,
      LoginTransactions registrations,
      AccountChanges changes,
      RegistrationTokenStage registrationTokens,
      Passwords passwords,
      RateLimits limits,
      MatrixConfig config,
      SecureRandom random,
      Threads threads) {
    this.auth = auth;
    this.operations = operations;
    this.flows = flows;
    this.registrations = registrations;
    this.changes = changes;
    this.registrationTokens = registrationTokens;
    this.passwords = passwords;
    this.limits = limits;
    this.config = config;
    this.random = random;
    this.threads = threads;
  }

  /**
   * Lets pass a user name that somebody may have.
   *
   * @throws MatrixException M_FORBIDDEN if people cannot register; M_INVALID_USERNAME;
   *     M_USER_IN_USE
   */
  public void requireAvailable(String username) {
    flows.require();
    registrations.requireFree(LocalUsers.ofUsername(username, config.serverName()));
  }

  /**
   * Whether people can register with a token.
   *
   * @param address where the question comes from: guesses are limited as registrations are
   * @throws MatrixException M_FORBIDDEN if people cannot register; M_LIMIT_EXCEEDED
   */
  public boolean isRegistrationToken(String token, String address) {
    flows.require();
    limits.check(Action.REGISTER, address);
    return registrationTokens.isValid(token);
  }

  /**
   * Makes an account.
   *
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @throws MatrixException also through the result: M_FORBIDDEN if people cannot register;
   *     M_INVALID_USERNAME; M_USER_IN_USE; M_BAD_JSON for a password that nobody may have;
   *     M_MISSING_PARAM if all stages are passed, and there is no password; M_LIMIT_EXCEEDED; and
   *     as {@link InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Registered>> register(
      Registration wanted, @Nullable JsonObject proof, String address) {
    Operation operation = new Operation("POST /register", null, flows.require(), address);
    limits.check(proof == null ? Action.REGISTER : Action.LOGIN_STEP, address);
    Optional<UserId> user =
        wanted.username().map(name -> LocalUsers.ofUsername(name, config.serverName()));
    user.ifPresent(registrations::requireFree);
    wanted.password().ifPresent(Passwords::require);
    return auth.guard(operation, proof, permission -> make(wanted, user, permission));
  }

  private CompletionStage<Registered> make(
      Registration wanted, Optional<UserId> named, Permission permission) {
    String password =
        wanted
            .password()
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_MISSING_PARAM, "The key 'password' must be there."));
    UserId user = named.orElseGet(() -> LocalUsers.random(config.serverName(), random));
    @Nullable NewSession session =
        wanted.logsIn()
            ? NewSession.of(wanted.device(), config.login().accessTokenLifetime(), random)
            : null;
    return passwords
        .choose(password)
        .thenApplyAsync(
            hash -> {
              changes.register(user, hash, session, permission);
              return new Registered(user, session);
            },
            threads.executor());
  }

  /**
   * Changes the caller's password.
   *
   * @param logoutOthers whether all devices end but the one that asks
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @throws MatrixException also through the result: M_FORBIDDEN if the account's password is not
   *     kept here; M_BAD_JSON for a password that nobody may have; and as {@link
   *     InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> changePassword(
      Requester requester,
      String password,
      boolean logoutOthers,
      @Nullable JsonObject proof,
      String address) {
    if (!operations.canChangePassword(requester.user())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "The password of this account is not kept here.");
    }
    Passwords.require(password);
    Optional<DeviceId> onlyLeft =
        logoutOthers ? Optional.ofNullable(requester.device()) : Optional.empty();
    return auth.guard(
        operations.of(requester, "POST /account/password", address),
        proof,
        permission ->
            passwords
                .choose(password)
                .thenApplyAsync(
                    hash -> {
                      changes.setPassword(requester.user(), hash, onlyLeft, permission);
                      return true;
                    },
                    threads.executor()));
  }

  /**
   * Chooses a new password for whoever has forgotten the old one, and proves an address of the
   * account instead.
   *
   * @param logout whether all devices of the account end
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @throws MatrixException also through the result: M_MISSING_TOKEN if this server sends no mails
   *     or keeps no passwords; M_BAD_JSON for a password that nobody may have; M_THREEPID_NOT_FOUND
   *     if no account with a password has the address; and as {@link InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> resetPassword(
      String password, boolean logout, @Nullable JsonObject proof, String address) {
    if (!config.login().mail().on() || !passwords.areKeptHere()) {
      throw new MatrixException(ErrorCode.M_MISSING_TOKEN, "This request needs an access token.");
    }
    Passwords.require(password);
    limits.check(Action.LOGIN_STEP, address);
    AuthFlows byMail = AuthFlows.of(EmailProofStage.TYPE);
    return auth.guard(
        new Operation("POST /account/password", null, byMail, address),
        proof,
        permission ->
            passwords
                .choose(password)
                .thenApplyAsync(
                    hash -> {
                      changes.resetPassword(hash, logout, permission);
                      return true;
                    },
                    threads.executor()));
  }

  /**
   * Ends the caller's account.
   *
   * @param erase whether what can be forgotten shall be
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @return whether no identity server can still know of the account
   * @throws MatrixException also through the result: as {@link OwnOperations#of} and {@link
   *     InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> deactivate(
      Requester requester, boolean erase, @Nullable JsonObject proof, String address) {
    return auth.guard(
        operations.of(requester, "POST /account/deactivate", address),
        proof,
        permission ->
            CompletableFuture.completedStage(
                !changes.deactivate(requester.user(), erase, permission)));
  }
}
