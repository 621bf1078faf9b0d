package org.matrixee.server.account.signon;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.account.login.LoginTransactions;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.uia.SignOnProof;
import org.matrixee.server.account.uia.WaitingAuth;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.device.LoginTokenStore;

/**
 * The short transactions of single sign-on. Each ends the browser's session, or goes on with it.
 */
@Stateless
public class SignOnTransactions {
  private LoginTransactions sessions;
  private LoginSessionStore operations;
  private LoginTokenStore loginTokens;
  private Admission admission;
  private Clock clock;

  /** For the container's proxies. */
  protected SignOnTransactions() {}

  /** With what it needs. */
  @Inject
  public SignOnTransactions(
      LoginTransactions sessions,
      LoginSessionStore operations,
      LoginTokenStore loginTokens,
      Admission admission,
      Clock clock) {
    this.sessions = sessions;
    this.operations = operations;
    this.loginTokens = loginTokens;
    this.admission = admission;
    this.clock = clock;
  }

  /**
   * Keeps a token that is good for one login, and ends the browser's session.
   *
   * @throws MatrixException M_USER_DEACTIVATED if the account must not be used; M_UNKNOWN if
   *     another request was faster
   */
  public void issue(LoginOutcome.Proven proven, String token, Duration lifetime) {
    admission.require(proven.user());
    sessions.end(proven.kept());
    loginTokens.create(Tokens.hash(token), proven.user(), clock.millis() + lifetime.toMillis());
  }

  /**
   * Lets the browser's session wait until its person has agreed.
   *
   * @throws MatrixException as {@link #issue}
   */
  public void await(LoginOutcome.Proven proven, OneTimeKey key) {
    admission.require(proven.user());
    sessions.change(proven.waitingFor(key));
  }

  /** Who was proven in the session that waits for a key; empty if none does. */
  public Optional<LoginOutcome.Proven> find(OneTimeKey key) {
    return sessions.findByKey(key.hash()).flatMap(LoginOutcome.Proven::of);
  }

  /**
   * Lets the stage of an operation's authentication be passed, and ends the browser's session.
   *
   * @param operation the hash of that authentication's session
   * @throws MatrixException M_UNKNOWN if that is over, or belongs to another user, or another
   *     request was faster
   */
  public void allow(LoginOutcome.Proven proven, String operation) {
    sessions.end(proven.kept());
    LoginSession next =
        operations
            .find(operation)
            .filter(session -> session.expiresTs() > clock.millis())
            .flatMap(WaitingAuth::of)
            .filter(waiting -> proven.user().equals(waiting.state().user()))
            .map(waiting -> waiting.passed(SignOnProof.TYPE, JsonValue.EMPTY_JSON_OBJECT))
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_UNKNOWN,
                        "What you were asked to prove yourself for is over. Begin it again."));
    sessions.change(next);
  }
}
