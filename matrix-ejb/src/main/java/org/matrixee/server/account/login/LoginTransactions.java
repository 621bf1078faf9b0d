package org.matrixee.server.account.login;

import jakarta.ejb.Stateless;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.device.SessionWriter;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.account.ThreePidStore;

/** The short transactions of login and registration. */
@Stateless
public class LoginTransactions {
  private static final long RETRY_AFTER_MS = 60_000;

  private AccountStore accounts;
  private SessionWriter logins;
  private ThreePidStore threePids;
  private LoginSessionStore sessions;
  private Admission admission;
  private Iterable<NewAccountStep> steps;
  private Clock clock;

  /** For the container's proxies. */
  protected LoginTransactions() {}

  /** With what it needs. */
  @Inject
  public LoginTransactions(
      AccountStore accounts,
      SessionWriter logins,
      ThreePidStore threePids,
      LoginSessionStore sessions,
      Admission admission,
      @Any Instance<NewAccountStep> steps,
      Clock clock) {
    this(accounts, logins, threePids, sessions, admission, (Iterable<NewAccountStep>) steps, clock);
  }

  /** With the steps themselves. */
  LoginTransactions(
      AccountStore accounts,
      SessionWriter logins,
      ThreePidStore threePids,
      LoginSessionStore sessions,
      Admission admission,
      Iterable<NewAccountStep> steps,
      Clock clock) {
    this.accounts = accounts;
    this.logins = logins;
    this.threePids = threePids;
    this.sessions = sessions;
    this.admission = admission;
    this.steps = steps;
    this.clock = clock;
  }

  /** A session that is not over, by its hash. */
  public Optional<LoginSession> find(String hash) {
    return sessions.find(hash).filter(this::isAlive);
  }

  /** A session that is not over, by the hash of its one-time key. */
  public Optional<LoginSession> findByKey(String keyHash) {
    return sessions.findByKey(keyHash).filter(this::isAlive);
  }

  private boolean isAlive(LoginSession session) {
    return session.expiresTs() > clock.millis();
  }

  /**
   * Writes a new session.
   *
   * @param most how many sessions one address may have at a time
   * @throws MatrixException M_LIMIT_EXCEEDED if it has them already
   */
  public void begin(LoginSession session, int most) {
    if (sessions.countFrom(session.address(), clock.millis()) >= most) {
      throw new MatrixException(
          ErrorCode.M_LIMIT_EXCEEDED,
          ErrorCode.M_LIMIT_EXCEEDED.status(),
          "Too many logins are under way from your address. Finish one, or try again later.",
          Map.of("retry_after_ms", RETRY_AFTER_MS));
    }
    sessions.create(session);
  }

  /**
   * Writes the next version of a session.
   *
   * @throws MatrixException M_UNKNOWN if another request changed or ended it meanwhile
   */
  public void change(LoginSession next) {
    require(sessions.replace(next));
  }

  /**
   * Ends a session that came to nothing.
   *
   * @throws MatrixException as {@link #change}
   */
  public void end(LoginSession session) {
    require(sessions.delete(session.hash(), session.version()));
  }

  /**
   * Ends the session that allows the running transaction's operation, so that none other can use
   * it.
   *
   * @param session null if nothing of it is kept
   * @throws MatrixException as {@link #change}
   */
  public void use(@Nullable LoginSession session) {
    endIfKept(session);
  }

  /**
   * Ends the session, if there is one, and begins that of a device: both or neither, and once only.
   *
   * @throws MatrixException as {@link #change}; M_FORBIDDEN if the account must not be used
   */
  public void logIn(@Nullable LoginSession session, UserId user, NewSession login) {
    admission.requireIn2014(user);
    endIfKept(session);
    logins.begin(user, login);
  }

  /**
   * Ends the session, if there is one, and writes the account, its addresses and its first device.
   *
   * @param login null if the client does not want to be logged in
   * @throws MatrixException as {@link #change}; M_USER_IN_USE if the user ID is taken; M_UNKNOWN if
   *     an address belongs to another account
   */
  public void register(
      @Nullable LoginSession session,
      UserId user,
      Established established,
      @Nullable NewSession login) {
    endIfKept(session);
    long now = clock.millis();
    if (!accounts.create(new Account(user, established.passwordHash(), null, null, false, now))) {
      throw userInUse();
    }
    for (ThreePid threePid : established.threePids()) {
      if (!threePids.add(threePid, user, now)) {
        throw new MatrixException(
            ErrorCode.M_UNKNOWN, 400, "This address belongs to another account.", Map.of());
      }
    }
    for (NewAccountStep step : steps) {
      step.accountMade(user, established);
    }
    if (login != null) {
      logins.begin(user, login);
    }
  }

  private void endIfKept(@Nullable LoginSession session) {
    if (session != null) {
      end(session);
    }
  }

  private static void require(boolean done) {
    if (!done) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN,
          400,
          "Another request used this session at the same time.",
          Map.of());
    }
  }

  /**
   * Refuses a wanted user ID that is taken.
   *
   * @throws MatrixException M_USER_IN_USE
   */
  public void requireFree(UserId user) {
    if (accounts.find(user).isPresent()) {
      throw userInUse();
    }
  }

  private static MatrixException userInUse() {
    return new MatrixException(ErrorCode.M_USER_IN_USE, "This user name is taken.");
  }

  /** Whose a third-party id is. */
  public Optional<UserId> findOwner(ThreePid threePid) {
    return threePids.findOwner(threePid);
  }

  /** Forgets up to {@code limit} sessions that are over; says how many. */
  public int forgetExpired(int limit) {
    return sessions.deleteExpired(clock.millis(), limit);
  }
}
