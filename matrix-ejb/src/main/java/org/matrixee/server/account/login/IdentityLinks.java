package org.matrixee.server.account.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.matrixee.model.account.IdentityBinding;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.identity.IdentityCredential;
import org.matrixee.server.identity.IdentityServers;
import org.matrixee.store.account.IdentityBindingStore;

/**
 * Tells identity servers of new accounts: kept with the account, told after the commit, told again
 * if the server did not answer or ours was stopped.
 *
 * <p>2014: client-api-v1, 4.2; S-IDENT-01, S-IDENT-02.
 */
@ApplicationScoped
public class IdentityLinks implements NewAccountStep {
  private static final Logger LOG = Logger.getLogger(IdentityLinks.class);

  /** About a week of tries, with the delays of {@link IdentityLinkTransactions}. */
  private static final int MOST_TRIES = 40;

  private IdentityBindingStore store;
  private IdentityLinkTransactions transactions;
  private IdentityServers servers;
  private Event<LinksWaiting> bell;
  private Clock clock;
  private Threads threads;

  /** Rung in the transaction that keeps links. */
  record LinksWaiting() {}

  /** For the container's proxies. */
  protected IdentityLinks() {}

  /** With what it needs. */
  @Inject
  public IdentityLinks(
      IdentityBindingStore store,
      IdentityLinkTransactions transactions,
      IdentityServers servers,
      Event<LinksWaiting> bell,
      Clock clock,
      Threads threads) {
    this.store = store;
    this.transactions = transactions;
    this.servers = servers;
    this.bell = bell;
    this.clock = clock;
    this.threads = threads;
  }

  @Override
  public void accountMade(UserId user, Established established) {
    List<IdentityCredential> credentials = EmailIdentityStage.kept(established);
    for (IdentityCredential credential : credentials) {
      store.add(
          new IdentityBinding(
              user,
              credential.server().toString(),
              credential.sid(),
              credential.clientSecret(),
              clock.millis()));
    }
    if (!credentials.isEmpty()) {
      bell.fire(new LinksWaiting());
    }
  }

  /** Answers the bell, off the thread that committed. */
  void waiting(@Observes(during = TransactionPhase.AFTER_SUCCESS) LinksWaiting links) {
    threads.executor().execute(this::tellAll);
  }

  /** Tells what is due. */
  void tellAll() {
    for (IdentityBindingStore.Due due : transactions.take()) {
      IdentityBinding binding = due.binding();
      IdentityCredential credential =
          new IdentityCredential(
              URI.create(binding.server()), binding.sid(), binding.clientSecret());
      servers
          .bind(credential, binding.user())
          .whenCompleteAsync(
              (taken, failure) -> settle(due, failure == null, Boolean.TRUE.equals(taken)),
              threads.executor());
    }
  }

  private void settle(IdentityBindingStore.Due due, boolean answered, boolean taken) {
    if (answered && !taken) {
      LOG.warnf(
          "Identity server %s refuses to link %s", due.binding().server(), due.binding().user());
    }
    if (!answered && due.tries() >= MOST_TRIES) {
      LOG.warnf(
          "Identity server %s was never told of %s", due.binding().server(), due.binding().user());
    }
    if (answered || due.tries() >= MOST_TRIES) {
      transactions.forget(due.nid());
    }
  }
}
