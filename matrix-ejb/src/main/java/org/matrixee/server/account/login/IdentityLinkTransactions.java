package org.matrixee.server.account.login;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.matrixee.store.account.IdentityBindingStore;

/** The short transactions of {@link IdentityLinks}. */
@Stateless
public class IdentityLinkTransactions {
  private static final int PORTION = 50;
  private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
  private static final Duration LONGEST_DELAY = Duration.ofHours(6);

  private IdentityBindingStore store;
  private Clock clock;

  /** For the container's proxies. */
  protected IdentityLinkTransactions() {}

  /** With what it needs. */
  @Inject
  public IdentityLinkTransactions(IdentityBindingStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Takes what is due. */
  public List<IdentityBindingStore.Due> take() {
    return store.take(clock.millis(), PORTION, FIRST_DELAY.toMillis(), LONGEST_DELAY.toMillis());
  }

  /** Forgets one. */
  public void forget(long nid) {
    store.delete(nid);
  }
}
