package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.Streams;
import org.matrixee.server.federation.out.OutboxTransactions.Wish;
import org.matrixee.server.federation.out.rules.Envelope;
import org.matrixee.server.federation.out.rules.OutgoingEdu;
import org.matrixee.server.federation.out.rules.Reception;
import org.matrixee.server.federation.out.rules.RetrySchedule;
import org.matrixee.server.federation.out.rules.TransactionPacker;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.json.JsonReader;
import org.matrixee.store.federation.Destination;
import org.matrixee.store.federation.OutboxStore.QueuedEdu;
import org.matrixee.store.federation.OutgoingTransaction;

/**
 * Sends transactions: one at a time to each destination, the next one as soon as it is answered. No
 * thread waits for an answer. A server that fails is left alone for a growing while; its events
 * stay in the database until it has taken them.
 *
 * <p>See {@code docs/adr/0020-what-servers-are-sent.md}. 2014: federation-v1, section 2.3.
 */
@ApplicationScoped
public class FederationSender {
  private static final Logger LOG = Logger.getLogger(FederationSender.class);

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_ANSWER = 256 * 1024;

  /** A lone event is refused so often before it can be given up. */
  private static final int REFUSALS = 3;

  private static final int TOO_MANY_REQUESTS = 429;

  private final ConcurrentMap<ServerName, Lane> lanes = new ConcurrentHashMap<>();

  private MatrixConfig config;
  private OutboxTransactions transactions;
  private FederationClient client;
  private Streams streams;
  private Threads threads;
  private Event<DestinationRecovered> recovered;
  private SecureRandom random;
  private Clock clock;

  /** For the container's proxies. */
  protected FederationSender() {}

  /** With what it needs. */
  @Inject
  public FederationSender(
      MatrixConfig config,
      OutboxTransactions transactions,
      FederationClient client,
      Streams streams,
      Threads threads,
      Event<DestinationRecovered> recovered,
      SecureRandom random,
      Clock clock) {
    this.config = config;
    this.transactions = transactions;
    this.client = client;
    this.streams = streams;
    this.threads = threads;
    this.recovered = recovered;
    this.random = random;
    this.clock = clock;
  }

  Lane lane(ServerName server) {
    return lanes.computeIfAbsent(server, Lane::new);
  }

  /** Sends what waits for a server, unless somebody does so or it must be left alone. */
  void wake(ServerName server) {
    Lane lane = lane(server);
    if (lane.tryStart(clock.millis())) {
      work(lane);
    }
  }

  /** A server lives: tries it at once if it was being left alone. */
  void hear(ServerName server) {
    Lane lane = lanes.get(server);
    if (lane == null) {
      return;
    }
    lane.heard(clock.millis());
    if (lane.isWaiting()) {
      threads.executor().execute(() -> tryEarly(lane));
    }
  }

  private void tryEarly(Lane lane) {
    if (lane.tryStartEarly(clock.millis())) {
      LOG.debugf("%s has shown that it lives and is tried again", lane.server());
      work(lane);
    }
  }

  /** Leaves those alone that failed before this server was started. */
  void resume() {
    for (Destination failing : transactions.failing()) {
      Long retryAt = failing.retryAt();
      lane(failing.server()).resume(retryAt == null ? clock.millis() : retryAt);
    }
  }

  /** Tries those again whose pause is over, or whose bell was lost; asks no database. */
  void retryDue() {
    long now = clock.millis();
    for (Lane lane : lanes.values()) {
      if (lane.isDue(now)) {
        threads.executor().execute(() -> wake(lane.server()));
      }
    }
  }

  /** Finds work whose bell was lost. */
  void sweep() {
    for (ServerName server : transactions.due()) {
      threads.executor().execute(() -> wake(server));
    }
  }

  /** Sends until nothing is left or an answer has to be awaited; the caller owns the lane. */
  private void work(Lane lane) {
    try {
      Parcel parcel = take(lane);
      while (parcel.transaction() == null) {
        lane.oneByOne(0);
        if (lane.rest()) {
          return;
        }
        parcel = take(lane);
      }
      send(lane, parcel, parcel.transaction());
    } catch (RuntimeException e) {
      // The database is not well: it is no fault of the other server's, and nothing is noted.
      LOG.warnf("Sending to %s has to wait: %s", lane.server(), e);
      lane.pause(clock.millis() + RetrySchedule.pause(1, random.nextDouble()).toMillis());
    }
  }

  private Parcel take(Lane lane) {
    OutgoingTransaction again = lane.underWay();
    long now = clock.millis();
    List<WaitingEdus.Item> edus = lane.edusUnderWay();
    if (again == null && lane.isResumed() && lane.oneByOne() == 0 && edus.isEmpty()) {
      edus = lane.takeEdus(TransactionPacker.MOST_EDUS, now);
      // Kept at once: if the database fails now, they go with the next attempt.
      lane.underWay(null, edus);
    }
    Parcel parcel =
        transactions.next(
            new Wish(
                lane.server(),
                lane.answered(),
                again,
                !lane.isResumed(),
                streams.clock().readable(),
                lane.oneByOne() > 0,
                !edus.isEmpty()));
    lane.markResumed();
    lane.answered(null);
    if (parcel.transaction() != null) {
      lane.underWay(parcel.transaction(), edus);
    }
    return parcel;
  }

  private void send(Lane lane, Parcel parcel, OutgoingTransaction transaction) {
    client
        .send(request(transaction, body(lane, parcel, transaction)))
        .whenCompleteAsync(
            (answer, failure) ->
                guarded(lane, () -> judge(lane, parcel, transaction, answer, failure)),
            threads.executor());
  }

  private RemoteRequest request(OutgoingTransaction transaction, JsonObject body) {
    return new RemoteRequest(
        transaction.destination(),
        "PUT",
        Remote.path("send", Long.toString(transaction.id())) + "/",
        body,
        TIMEOUT,
        MAX_ANSWER);
  }

  private JsonObject body(Lane lane, Parcel parcel, OutgoingTransaction transaction) {
    long now = clock.millis();
    List<JsonObject> pdus = new ArrayList<>(parcel.events().size());
    for (StoredEvent event : parcel.events()) {
      JsonObject pdu = JsonReader.PDU.readObject(event.json().sharedBytes());
      pdus.add(TransactionPacker.aged(pdu, event.originServerTs(), now));
    }
    List<OutgoingEdu> edus = new ArrayList<>();
    for (QueuedEdu kept : parcel.edus()) {
      edus.add(
          new OutgoingEdu(kept.eduType(), JsonReader.PDU.readObject(kept.content().sharedBytes())));
    }
    for (WaitingEdus.Item item : lane.edusUnderWay()) {
      if (edus.size() < TransactionPacker.MOST_EDUS && !item.isStale(now)) {
        edus.add(item.edu(now));
      }
    }
    return TransactionPacker.pack(envelope(transaction), now, pdus, edus);
  }

  private Envelope envelope(OutgoingTransaction transaction) {
    return new Envelope(
        config.serverName(), transaction.destination(), transaction.id(), transaction.previousId());
  }

  /** Whatever goes wrong in an answer's handling, the lane is not lost. */
  private void guarded(Lane lane, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.errorf(e, "The answer of %s could not be handled", lane.server());
      lane.pause(clock.millis() + RetrySchedule.pause(1, random.nextDouble()).toMillis());
    }
  }

  private void judge(
      Lane lane,
      Parcel parcel,
      OutgoingTransaction transaction,
      @Nullable RemoteAnswer answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      fail(lane, parcel.state(), failure);
      return;
    }
    switch (Reception.of(answer.status())) {
      case TAKEN -> taken(lane, parcel, transaction);
      case REFUSED -> refused(lane, parcel, transaction, answer);
      case FAILED -> fail(lane, parcel.state(), answer);
    }
  }

  private void taken(Lane lane, Parcel parcel, OutgoingTransaction transaction) {
    lane.underWay(null, List.of());
    lane.heard(clock.millis());
    lane.answered(transaction);
    int sent = transaction.pdus().size() + transaction.edus().size();
    lane.oneByOne(Math.max(0, lane.oneByOne() - sent));
    lane.forgetRefusals();
    lane.takeEarly();
    if (parcel.state().failingSince() != null) {
      LOG.infof("%s takes transactions again", lane.server());
      recovered.fire(new DestinationRecovered(lane.server()));
    }
    work(lane);
  }

  /**
   * A transaction that cannot be read holds something that this server cannot read: its content is
   * sent one by one. What is refused alone and again, by a server that takes an empty transaction,
   * is given up; nothing else ever is.
   */
  private void refused(
      Lane lane, Parcel parcel, OutgoingTransaction transaction, RemoteAnswer answer) {
    int size = transaction.pdus().size() + transaction.edus().size();
    boolean withMore = !lane.edusUnderWay().isEmpty();
    if (size > 1 || (size == 1 && withMore) || size == 0) {
      LOG.infof(
          "%s refuses a transaction of %s events with HTTP %s; they are sent one by one",
          lane.server(), transaction.pdus().size(), answer.status());
      transactions.withdraw(transaction);
      lane.underWay(null, List.of());
      lane.oneByOne(size);
      if (size > 0) {
        work(lane);
        return;
      }
    }
    if (size == 1 && lane.countRefusal() >= REFUSALS) {
      probe(lane, parcel, transaction, answer);
    } else {
      fail(lane, parcel.state(), answer);
    }
  }

  private void probe(
      Lane lane, Parcel parcel, OutgoingTransaction transaction, RemoteAnswer refusal) {
    OutgoingTransaction empty = transactions.beginEmpty(lane.server());
    JsonObject body = TransactionPacker.pack(envelope(empty), clock.millis(), List.of(), List.of());
    Consumer<@Nullable RemoteAnswer> judge =
        answer -> {
          Destination state = parcel.state().sending(empty.id());
          if (answer == null || Reception.of(answer.status()) != Reception.TAKEN) {
            fail(lane, state, refusal);
            return;
          }
          LOG.warnf(
              "%s takes transactions, but not %s, with HTTP %s: it is not sent to that server",
              lane.server(),
              parcel.events().stream()
                  .map(event -> "event " + event.id())
                  .findFirst()
                  .orElse("EDU"),
              refusal.status());
          transactions.giveUp(transaction, state);
          lane.underWay(null, List.of());
          lane.oneByOne(Math.max(0, lane.oneByOne() - 1));
          lane.forgetRefusals();
          work(lane);
        };
    client
        .send(request(empty, body))
        .whenCompleteAsync(
            (answer, failure) -> guarded(lane, () -> judge.accept(answer)), threads.executor());
  }

  private void fail(Lane lane, Destination before, @Nullable Throwable failure) {
    Destination state = lane.takeEarly() ? before.revived() : before;
    Throwable cause = failure == null ? null : Remote.cause(failure);
    if (cause instanceof RemoteFailure remote) {
      Duration pause =
          remote.kind() == RemoteFailure.Kind.NOT_ALLOWED
              ? RetrySchedule.longest()
              : RetrySchedule.pause(state.failures() + 1, random.nextDouble());
      pause(lane, state, pause, String.valueOf(remote.getMessage()));
    } else {
      LOG.errorf(cause, "A transaction to %s could not be sent", lane.server());
      pause(
          lane,
          state,
          RetrySchedule.pause(state.failures() + 1, random.nextDouble()),
          "It could not be sent; see this server's log.");
    }
  }

  private void fail(Lane lane, Destination before, RemoteAnswer answer) {
    Destination state = lane.takeEarly() ? before.revived() : before;
    Duration pause = RetrySchedule.pause(state.failures() + 1, random.nextDouble());
    if (answer.status() == TOO_MANY_REQUESTS
        && answer.body() instanceof JsonObject body
        && body.get("retry_after_ms") instanceof JsonNumber asked) {
      pause = RetrySchedule.asked(asked.longValue());
    }
    pause(lane, state, pause, "It answered HTTP " + answer.status() + ".");
  }

  private void pause(Lane lane, Destination state, Duration pause, String error) {
    long now = clock.millis();
    Destination failed = state.failed(now, now + pause.toMillis(), error);
    if (state.failingSince() == null) {
      LOG.infof("Events for %s wait: %s", lane.server(), error);
    } else {
      LOG.debugf("Events for %s wait on: %s", lane.server(), error);
    }
    try {
      transactions.fail(failed);
    } finally {
      lane.pause(now + pause.toMillis());
    }
  }
}
