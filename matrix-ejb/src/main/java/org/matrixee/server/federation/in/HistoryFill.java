package org.matrixee.server.federation.in;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.federation.PduOutcome;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.ReceiveResult;
import org.matrixee.server.event.RoomCommand;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.RoomSequencer;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.store.event.AwaitedEvent;

/**
 * Fetches history that this server does not hold, when somebody looks for it: a bounded piece from
 * one of the servers in the room.
 *
 * <p>What comes is signed, leads on from what is held, and is shown in the room's history only.
 *
 * <p>2014: federation-v1, 10.
 */
@ApplicationScoped
public class HistoryFill {
  private static final Logger LOG = Logger.getLogger(HistoryFill.class);

  private static final int MOST_EVENTS = 100;
  private static final int MOST_SERVERS = 3;

  /** So many are asked for at once; more are filled the next time. */
  private static final int MOST_GAPS = 20;

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private HistoryGaps gaps;
  private RemoteEvents remote;
  private RoomSequencer sequencer;
  private PolicyCheck policy;
  private MatrixConfig config;
  private Threads threads;

  /**
   * What nobody gave a moment ago: readers need not wait for it, and what a hostile server has made
   * up must not hide what can be had.
   */
  private final Cache<EventId, Boolean> fruitless =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(PAUSE).build();

  private final ConcurrentMap<Long, CompletableFuture<Boolean>> underWay =
      new ConcurrentHashMap<>();

  /** For the container's proxies. */
  protected HistoryFill() {}

  /** With what it needs. */
  @Inject
  public HistoryFill(
      HistoryGaps gaps,
      RemoteEvents remote,
      RoomSequencer sequencer,
      PolicyCheck policy,
      MatrixConfig config,
      Threads threads) {
    this.gaps = gaps;
    this.remote = remote;
    this.sequencer = sequencer;
    this.policy = policy;
    this.config = config;
    this.threads = threads;
  }

  /**
   * Fetches a piece of history, if some is missing in a part of it. Asks the database at once; then
   * holds no thread.
   *
   * @param fromDepth the lowest depth of the part
   * @param toDepth its greatest depth
   * @return whether there is more history now; false too if this server fails meanwhile
   */
  public CompletionStage<Boolean> fill(RoomRef room, long fromDepth, long toDepth) {
    List<AwaitedEvent> missing =
        gaps.find(room.nid(), fromDepth, toDepth).stream()
            .filter(gap -> fruitless.getIfPresent(gap.id()) == null)
            .limit(MOST_GAPS)
            .toList();
    if (missing.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> other = underWay.putIfAbsent(room.nid(), mine);
    if (other != null) {
      return other;
    }
    return begin(room, missing)
        .handle(
            (added, failure) -> {
              boolean done = failure == null && added;
              if (failure != null) {
                LOG.warnf("History of room %s cannot be fetched: %s", room.room(), failure);
              } else if (!done) {
                missing.forEach(gap -> fruitless.put(gap.id(), true));
              }
              underWay.remove(room.nid(), mine);
              mine.complete(done);
              return done;
            });
  }

  private CompletionStage<Boolean> begin(RoomRef room, List<AwaitedEvent> missing) {
    try {
      return ask(room, missing, servers(room, missing), 0);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Those first that made what is missing. */
  private List<ServerName> servers(RoomRef room, List<AwaitedEvent> missing) {
    Set<ServerName> inRoom = gaps.servers(room.nid());
    Set<ServerName> servers = new LinkedHashSet<>();
    for (AwaitedEvent event : missing) {
      ServerName origin = RemoteEvents.origin(event.id());
      if (inRoom.contains(origin)) {
        servers.add(origin);
      }
    }
    servers.addAll(inRoom);
    servers.remove(config.serverName());
    return servers.stream().limit(MOST_SERVERS).toList();
  }

  private CompletionStage<Boolean> ask(
      RoomRef room, List<AwaitedEvent> missing, List<ServerName> servers, int next) {
    if (next >= servers.size()) {
      return CompletableFuture.completedFuture(false);
    }
    Set<EventId> newest = new LinkedHashSet<>();
    missing.forEach(event -> newest.add(event.id()));
    return remote
        .history(servers.get(next), room.room(), newest, MOST_EVENTS)
        .thenComposeAsync(found -> add(room, connected(newest, found)), threads.executor())
        .thenCompose(
            added ->
                added
                    ? CompletableFuture.completedFuture(true)
                    : ask(room, missing, servers, next + 1));
  }

  /** What really leads on from the events that are missing, the newest first. */
  private static List<SignedPdu> connected(Set<EventId> newest, List<SignedPdu> found) {
    Map<EventId, String> wanted = new HashMap<>();
    newest.forEach(id -> wanted.put(id, ""));
    List<SignedPdu> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingLong((SignedPdu pdu) -> pdu.event().depth()).reversed());
    List<SignedPdu> connected = new ArrayList<>();
    for (SignedPdu pdu : sorted) {
      String hash = wanted.get(pdu.event().id());
      if (connected.size() < MOST_EVENTS
          && hash != null
          && (hash.isEmpty() || hash.equals(pdu.reference().sha256()))) {
        connected.add(pdu);
        for (EventReference reference : pdu.event().prevEvents()) {
          String next = reference.sha256();
          wanted.putIfAbsent(reference.id(), next == null ? "" : next);
        }
      }
    }
    return connected;
  }

  private CompletionStage<Boolean> add(RoomRef room, List<SignedPdu> found) {
    if (found.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return policy
        .denials(found)
        .thenCompose(
            denials ->
                addWanted(
                    room,
                    found.stream()
                        .map(
                            pdu ->
                                denials.containsKey(pdu.event().id()) ? HashCheck.strip(pdu) : pdu)
                        .toList()));
  }

  private CompletionStage<Boolean> addWanted(RoomRef room, List<SignedPdu> found) {
    RoomCommand.AddHistory command =
        new RoomCommand.AddHistory(room, found, new AtomicReference<>());
    return sequencer
        .receive(List.of(command))
        .get(0)
        .thenApply(
            result ->
                result instanceof ReceiveResult.Decided decided
                    && decided.outcome() instanceof PduOutcome.Accepted);
  }
}
