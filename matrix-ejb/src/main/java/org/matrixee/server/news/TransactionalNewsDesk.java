package org.matrixee.server.news;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.event.PositionsEnded;
import org.matrixee.server.event.Streams;
import org.matrixee.store.stream.StreamClock;

/** The news desk of the container's transactions. */
@ApplicationScoped
class TransactionalNewsDesk implements NewsDesk {
  private static final Logger LOG = Logger.getLogger(TransactionalNewsDesk.class);

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  private @Nullable TransactionSynchronizationRegistry transactions;

  private Streams streams;
  private Event<NewsCommitted> committed;
  private Event<PositionsEnded> ended;

  /** For the container's proxies. */
  protected TransactionalNewsDesk() {}

  /** With what it needs. */
  @Inject
  TransactionalNewsDesk(
      Streams streams, Event<NewsCommitted> committed, Event<PositionsEnded> ended) {
    this.streams = streams;
    this.committed = committed;
    this.ended = ended;
  }

  @Override
  public long place(Collection<News> news) {
    List<News> told = List.copyOf(news);
    StreamClock clock = streams.clock();
    StreamClock.Ticket ticket = clock.take(1);
    try {
      registry().registerInterposedSynchronization(new AtEnd(clock, ticket, told));
    } catch (RuntimeException noTransaction) {
      clock.complete(ticket);
      throw noTransaction;
    }
    return ticket.first();
  }

  private TransactionSynchronizationRegistry registry() {
    TransactionSynchronizationRegistry injected = transactions;
    if (injected == null) {
      throw new IllegalStateException("the container did not inject its transactions");
    }
    return injected;
  }

  /** Makes the place readable when the transaction has ended, however it did. */
  private final class AtEnd implements Synchronization {
    private final StreamClock clock;
    private final StreamClock.Ticket ticket;
    private final List<News> news;

    AtEnd(StreamClock clock, StreamClock.Ticket ticket, List<News> news) {
      this.clock = clock;
      this.ticket = ticket;
      this.news = news;
    }

    @Override
    public void beforeCompletion() {
      // Nothing is to be done before.
    }

    @Override
    public void afterCompletion(int status) {
      try {
        // Also after a rollback, which nobody can tell from a commit whose answer was lost: who
        // looks finds nothing then.
        committed.fire(new NewsCommitted(ticket.first(), news));
      } catch (RuntimeException e) {
        LOG.error("An observer of news failed", e);
      } finally {
        clock.complete(ticket);
        ended.fire(new PositionsEnded(ticket.last()));
      }
    }
  }
}
