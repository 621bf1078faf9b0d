package org.matrixee.server.federation.remote;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.event.rules.VerifyKey;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;

/**
 * Keys of other servers: in memory, else in the database, else fetched. A key once seen stays, so
 * that the events of its time can be verified when its server has a new one, or is gone. What is
 * later than a key's end is not verified by it; a key whose end has not been told is asked for
 * again.
 *
 * <p>Whoever names a key makes us ask that server: once in {@value #PAUSE_SECONDS} seconds, whether
 * or not it answers, for all who want to know, and never many servers at once.
 */
@ApplicationScoped
public class RemoteKeys implements KeyRing {
  private static final Logger LOG = Logger.getLogger(RemoteKeys.class);

  private static final int MOST_SERVERS = 20_000;
  private static final int PAUSE_SECONDS = 10;
  private static final int MOST_FETCHES = 200;

  private final AtomicInteger fetching = new AtomicInteger();
  private final AsyncCache<ServerName, Known> known;
  private final Cache<ServerName, CompletableFuture<Known>> fetches =
      Caffeine.newBuilder()
          .maximumSize(MOST_SERVERS)
          .expireAfterWrite(Duration.ofSeconds(PAUSE_SECONDS))
          .build();

  private ServerKey own;
  private KeyFetcher fetcher;
  private ServerKeyRecords records;
  private Executor executor;
  private Clock clock;

  /** What is known of a server; immutable. */
  private record Known(Map<KeyId, PublishedKey> published, Map<KeyId, VerifyKey> keys) {
    static Known of(Map<KeyId, PublishedKey> published) {
      Map<KeyId, VerifyKey> keys = new HashMap<>();
      published.forEach((id, key) -> keys.put(id, VerifyKey.ofBase64(key.publicKey())));
      return new Known(Map.copyOf(published), Map.copyOf(keys));
    }

    Map<KeyId, TimedKey> timed(Set<KeyId> wanted) {
      Map<KeyId, TimedKey> found = new HashMap<>();
      select(wanted, key -> true)
          .forEach(
              (id, key) -> {
                PublishedKey said = Objects.requireNonNull(published.get(id), "a selected key");
                found.put(id, new TimedKey(key, said.endTs()));
              });
      return found;
    }

    Map<KeyId, VerifyKey> select(Set<KeyId> wanted, Predicate<PublishedKey> condition) {
      Map<KeyId, VerifyKey> found = new HashMap<>();
      for (KeyId id : wanted) {
        PublishedKey key = published.get(id);
        VerifyKey verify = keys.get(id);
        if (key != null && verify != null && condition.test(key)) {
          found.put(id, verify);
        }
      }
      return found;
    }
  }

  /**
   * Keys for a request.
   *
   * @param keys those that may sign requests now
   * @param answered whether the server has said what its keys are; false if it cannot be asked
   */
  public record Current(Map<KeyId, VerifyKey> keys, boolean answered) {}

  /** For the container's proxies. */
  protected RemoteKeys() {
    known = Caffeine.newBuilder().maximumSize(0).buildAsync();
  }

  /** With what it needs. */
  @Inject
  public RemoteKeys(
      ServerKey own, KeyFetcher fetcher, ServerKeyRecords records, Threads threads, Clock clock) {
    this(own, fetcher, records, task -> threads.executor().execute(task), clock);
  }

  /** The same with other threads. */
  RemoteKeys(
      ServerKey own, KeyFetcher fetcher, ServerKeyRecords records, Executor executor, Clock clock) {
    this.own = own;
    this.fetcher = fetcher;
    this.records = records;
    this.executor = executor;
    this.clock = clock;
    known = Caffeine.newBuilder().maximumSize(MOST_SERVERS).executor(executor).buildAsync();
  }

  @Override
  public CompletionStage<Map<KeyId, TimedKey>> keys(ServerName server, Map<KeyId, Long> wanted) {
    if (server.equals(own.signer().server())) {
      return CompletableFuture.completedFuture(own.verifyKeys(wanted.keySet()));
    }
    return known(server)
        .thenCompose(
            stored -> {
              Map<KeyId, TimedKey> found = stored.timed(wanted.keySet());
              return isEnough(found, wanted)
                  ? CompletableFuture.completedFuture(found)
                  : fetch(server)
                      .handle(
                          (fetched, failure) ->
                              fetched == null ? found : fetched.timed(wanted.keySet()));
            });
  }

  /** A key that is said to be good until a time may be so for longer, by now. */
  private static boolean isEnough(Map<KeyId, TimedKey> found, Map<KeyId, Long> wanted) {
    return wanted.entrySet().stream()
        .allMatch(
            each -> {
              TimedKey key = found.get(each.getKey());
              return key != null && key.isGoodAt(each.getValue());
            });
  }

  /** The keys that a request of now may be signed with. */
  public CompletionStage<Current> keysForRequest(ServerName server, Set<KeyId> wanted) {
    Predicate<PublishedKey> good = key -> key.isGoodAt(clock.millis());
    return known(server)
        .thenCompose(
            stored -> {
              Map<KeyId, VerifyKey> found = stored.select(wanted, good);
              return !found.isEmpty()
                  ? CompletableFuture.completedFuture(new Current(found, true))
                  : fetch(server)
                      .handle(
                          (fetched, failure) ->
                              fetched == null
                                  ? new Current(Map.of(), false)
                                  : new Current(fetched.select(wanted, good), true));
            });
  }

  /** Whether keys for a request are there without asking anybody. */
  public boolean holdsForRequest(ServerName server, Set<KeyId> wanted) {
    CompletableFuture<Known> there = known.getIfPresent(server);
    return there != null
        && there.isDone()
        && !there.isCompletedExceptionally()
        && !there.join().select(wanted, key -> key.isGoodAt(clock.millis())).isEmpty();
  }

  private CompletableFuture<Known> known(ServerName server) {
    return known.get(
        server, (name, threads) -> CompletableFuture.supplyAsync(() -> load(name), executor));
  }

  private Known load(ServerName server) {
    return Known.of(
        records.find(server).stream().collect(Collectors.toMap(PublishedKey::id, key -> key)));
  }

  private CompletableFuture<Known> fetch(ServerName server) {
    return fetches.get(server, this::fetchNow);
  }

  private CompletableFuture<Known> fetchNow(ServerName server) {
    if (fetching.incrementAndGet() > MOST_FETCHES) {
      fetching.decrementAndGet();
      return CompletableFuture.failedFuture(
          new RemoteFailure(server, Kind.UNREACHABLE, "too many servers are asked for keys"));
    }
    return fetcher
        .fetch(server)
        .thenCombineAsync(
            known(server), (published, before) -> keep(server, published, before), executor)
        .whenComplete(
            (kept, failure) -> {
              fetching.decrementAndGet();
              if (failure != null) {
                LOG.debugf("The keys of %s cannot be had: %s", server, failure);
              }
            })
        .toCompletableFuture();
  }

  /** What is published replaces what was; a key that is no longer there is retired from now on. */
  private Known keep(ServerName server, List<PublishedKey> published, Known before) {
    Map<KeyId, PublishedKey> all = new HashMap<>(before.published());
    long now = clock.millis();
    all.replaceAll(
        (id, key) ->
            key.retiredTs() == null
                ? new PublishedKey(id, key.publicKey(), key.validUntilTs(), now)
                : key);
    published.forEach(key -> all.put(key.id(), key));
    List<PublishedKey> changed = new ArrayList<>(all.values());
    changed.removeIf(key -> key.equals(before.published().get(key.id())));
    records.save(server, changed);
    Known after = Known.of(all);
    known.put(server, CompletableFuture.completedFuture(after));
    return after;
  }
}
