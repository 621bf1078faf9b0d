package org.matrixee.server.account.signin;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.device.SessionWriter;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.uia.Permission;
import org.matrixee.store.account.ThreePidStore;
import org.matrixee.store.device.LoginTokenStore;

/** The short transactions of logging in over the current API. */
@Stateless
public class SignInTransactions {
  private Admission admission;
  private SessionWriter sessions;
  private ThreePidStore threePids;
  private LoginTokenStore loginTokens;
  private LoginTransactions permissions;
  private Clock clock;

  /** For the container's proxies. */
  protected SignInTransactions() {}

  /** With what it needs. */
  @Inject
  public SignInTransactions(
      Admission admission,
      SessionWriter sessions,
      ThreePidStore threePids,
      LoginTokenStore loginTokens,
      LoginTransactions permissions,
      Clock clock) {
    this.admission = admission;
    this.sessions = sessions;
    this.threePids = threePids;
    this.loginTokens = loginTokens;
    this.permissions = permissions;
    this.clock = clock;
  }

  /** Whose a third-party id is. */
  public Optional<UserId> findOwner(ThreePid threePid) {
    return threePids.findOwner(threePid);
  }

  /**
   * Begins a session of somebody who is proven.
   *
   * @throws org.matrixee.model.error.MatrixException M_USER_DEACTIVATED if the account must not be
   *     used
   */
  public void logIn(UserId user, NewSession session) {
    admission.require(user);
    sessions.begin(user, session);
  }

  /**
   * Begins a session for a login token, and uses that up: both or neither.
   *
   * @return who is logged in; empty if the token is not good
   * @throws org.matrixee.model.error.MatrixException as {@link #logIn}
   */
  public Optional<UserId> logInByToken(String token, NewSession session) {
    Optional<UserId> user =
        Tokens.isPossible(token)
            ? loginTokens.take(Tokens.hash(token), clock.millis())
            : Optional.empty();
    user.ifPresent(known -> logIn(known, session));
    return user;
  }

  /** Keeps a token that is good for one login. */
  public void issue(UserId user, String token, Duration lifetime, Permission permission) {
    permissions.use(permission.session());
    loginTokens.create(Tokens.hash(token), user, clock.millis() + lifetime.toMillis());
  }
}
