package org.matrixee.server.federation.out;

import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.out.rules.TransactionPacker;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.DestinationStore;
import org.matrixee.store.federation.OutboxStore;
import org.matrixee.store.federation.OutboxStore.Backlog;
import org.matrixee.store.federation.OutboxStore.Entry;
import org.matrixee.store.federation.OutboxStore.NewEdu;
import org.matrixee.store.federation.OutboxStore.QueuedEdu;
import org.matrixee.store.federation.OutgoingTransaction;

/** The short transactions of sending. */
@Stateless
public class OutboxTransactions {
  /** How many transactions of each destination stay known after they were answered. */
  private static final int REMEMBERED = 100;

  /** Old ones are looked for once in so many transactions. */
  private static final int CLEANING = 32;

  private OutboxStore outbox;
  private DestinationStore destinations;
  private EventStore events;
  private Event<DestinationReady> ready;
  private Clock clock;

  /** For the container's proxies. */
  protected OutboxTransactions() {}

  /** With what it needs. */
  @Inject
  public OutboxTransactions(
      OutboxStore outbox,
      DestinationStore destinations,
      EventStore events,
      Event<DestinationReady> ready,
      Clock clock) {
    this.outbox = outbox;
    this.destinations = destinations;
    this.events = events;
    this.ready = ready;
    this.clock = clock;
  }

  /**
   * What a sender wants next.
   *
   * @param answered the transaction that was answered last; null if that is noted already
   * @param again the transaction that was not taken; null for a new one
   * @param resume whether to look for one that was under way when the server stopped
   * @param upTo the greatest position that may be sent
   * @param alone whether to send one event or one EDU alone
   * @param moreEdus whether there are EDUs beside those of the database
   */
  record Wish(
      ServerName server,
      @Nullable OutgoingTransaction answered,
      @Nullable OutgoingTransaction again,
      boolean resume,
      long upTo,
      boolean alone,
      boolean moreEdus) {}

  /** Notes the last answer, and takes what goes out next. */
  public Parcel next(Wish wish) {
    Destination before =
        destinations.find(wish.server()).orElseGet(() -> Destination.unknown(wish.server()));
    Destination state = before;
    if (wish.answered() != null) {
      settle(wish.answered());
      state = before.healthy();
    }
    OutgoingTransaction transaction = wish.again();
    if (transaction == null && wish.resume()) {
      transaction = destinations.findUnanswered(wish.server()).orElse(null);
    }
    if (transaction != null) {
      saveIfChanged(before, state);
      return new Parcel(
          state, transaction, load(transaction.pdus()), outbox.findEdus(transaction.edus()));
    }
    return begin(wish, before, state);
  }

  private Parcel begin(Wish wish, Destination before, Destination state) {
    int most = wish.alone() ? 1 : TransactionPacker.MOST_PDUS;
    List<Entry> waiting = outbox.peek(wish.server(), wish.upTo(), most);
    List<StoredEvent> loaded = load(waiting);
    int count =
        TransactionPacker.fitting(loaded.stream().map(event -> event.json().length()).toList());
    int mostEdus = !wish.alone() ? TransactionPacker.MOST_EDUS : waiting.isEmpty() ? 1 : 0;
    List<QueuedEdu> edus = mostEdus == 0 ? List.of() : outbox.peekEdus(wish.server(), mostEdus);
    if (waiting.isEmpty() && edus.isEmpty() && !wish.moreEdus()) {
      saveIfChanged(before, state);
      return new Parcel(state, null, List.of(), List.of());
    }
    OutgoingTransaction transaction =
        new OutgoingTransaction(
            wish.server(),
            nextId(state),
            state.lastTransaction(),
            waiting.subList(0, count),
            edus.stream().map(QueuedEdu::nid).toList());
    destinations.begin(transaction);
    Destination sending = state.sending(transaction.id());
    destinations.save(sending);
    return new Parcel(sending, transaction, loaded.subList(0, count), edus);
  }

  /** Grows over restarts, also if the clock was put back, and begins with the time as in 2014. */
  private long nextId(Destination state) {
    return Math.max(clock.millis(), state.lastTransaction() + 1);
  }

  private void saveIfChanged(Destination before, Destination state) {
    if (!state.equals(before)) {
      destinations.save(state);
    }
  }

  private List<StoredEvent> load(List<Entry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    Map<Long, StoredEvent> found =
        events.findAllByNid(entries.stream().map(Entry::eventNid).toList());
    return entries.stream()
        .map(entry -> Objects.requireNonNull(found.get(entry.eventNid()), "an event to be sent"))
        .toList();
  }

  private void settle(OutgoingTransaction answered) {
    destinations.close(answered);
    outbox.remove(answered.destination(), answered.pdus());
    outbox.removeEdus(answered.edus());
    if (answered.id() % CLEANING == 0) {
      destinations.forgetOld(answered.destination(), REMEMBERED);
    }
  }

  /** Notes that a server did not take a transaction. */
  public void fail(Destination failed) {
    destinations.save(failed);
  }

  /** Takes a refused transaction back; its content waits as before. */
  public void withdraw(OutgoingTransaction refused) {
    destinations.withdraw(refused);
  }

  /**
   * Gives the content of a refused transaction up, for a server that has just taken another one.
   *
   * @param state how the server answered so far
   */
  public void giveUp(OutgoingTransaction refused, Destination state) {
    destinations.withdraw(refused);
    destinations.save(state.healthy());
    outbox.remove(refused.destination(), refused.pdus());
    outbox.removeEdus(refused.edus());
  }

  /** The number of a transaction that carries nothing and is not repeated. */
  public OutgoingTransaction beginEmpty(ServerName server) {
    Destination state = destinations.find(server).orElseGet(() -> Destination.unknown(server));
    OutgoingTransaction empty =
        new OutgoingTransaction(
            server, nextId(state), state.lastTransaction(), List.of(), List.of());
    destinations.save(state.sending(empty.id()));
    return empty;
  }

  /** Keeps EDUs until they are taken; the bells are rung after the commit. */
  public void keep(List<NewEdu> edus) {
    outbox.enqueueEdus(edus);
    edus.stream()
        .map(NewEdu::destination)
        .distinct()
        .forEach(destination -> ready.fire(new DestinationReady(destination)));
  }

  /** How many kept EDUs wait for a server, counted so far. */
  public int kept(ServerName destination, int most) {
    return outbox.countEdus(destination, most);
  }

  /** Destinations for which something waits and that may be tried now. */
  public List<ServerName> due() {
    return outbox.due(clock.millis());
  }

  /** Servers that do not answer. */
  public List<Destination> failing() {
    return destinations.failing();
  }

  /** What waits for whom. */
  public List<Backlog> backlogs() {
    return outbox.backlogs();
  }
}
