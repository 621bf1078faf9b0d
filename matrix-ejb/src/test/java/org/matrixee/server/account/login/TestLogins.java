package org.matrixee.server.account.login;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.AccountTransactions;
import org.matrixee.server.account.Admission;
import org.matrixee.server.account.Suspensions;
import org.matrixee.server.account.device.NewSession;
import org.matrixee.server.account.device.TestSessions;
import org.matrixee.server.event.Engine;
import org.matrixee.store.memory.InMemoryStores;

/** Each method is a transaction, as in the container. */
public final class TestLogins extends LoginTransactions {
  private final InMemoryStores stores;

  private TestLogins(InMemoryStores stores, Clock clock) {
    super(
        stores.accounts(),
        TestSessions.writer(stores, clock),
        stores.threePids(),
        stores.loginSessions(),
        new Admission(suspensions(stores, clock), stores.deactivations()),
        List.<NewAccountStep>of(),
        clock);
    this.stores = stores;
  }

  private static Suspensions suspensions(InMemoryStores stores, Clock clock) {
    return new Suspensions(
        new AccountTransactions(stores.accounts(), stores.tokens(), stores.suspensions(), clock),
        new Engine.Observers<>(List.of()));
  }

  /** The transactions of logins over stores in memory. */
  public static LoginTransactions transactions(InMemoryStores stores, Clock clock) {
    return new TestLogins(stores, clock);
  }

  @Override
  public void use(LoginSession session) {
    stores.run(() -> super.use(session));
  }

  @Override
  public Optional<LoginSession> find(String hash) {
    return stores.inTransaction(() -> super.find(hash));
  }

  @Override
  public Optional<LoginSession> findByKey(String keyHash) {
    return stores.inTransaction(() -> super.findByKey(keyHash));
  }

  @Override
  public void begin(LoginSession session, int most) {
    stores.run(() -> super.begin(session, most));
  }

  @Override
  public void change(LoginSession next) {
    stores.run(() -> super.change(next));
  }

  @Override
  public void end(LoginSession session) {
    stores.run(() -> super.end(session));
  }

  @Override
  public void logIn(LoginSession session, UserId user, NewSession login) {
    stores.run(() -> super.logIn(session, user, login));
  }

  @Override
  public void register(
      LoginSession session, UserId user, Established established, NewSession login) {
    stores.run(() -> super.register(session, user, established, login));
  }

  @Override
  public void requireFree(UserId user) {
    stores.run(() -> super.requireFree(user));
  }
}
