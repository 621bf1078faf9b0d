package org.matrixee.server.federation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;

/** How keys of other servers are asked for, and how long they are good for events. */
class RemoteKeysTest {
  private static final ServerName THEIRS = new ServerName("b.example");
  private static final KeyId FIRST = new KeyId("ed25519:1");
  private static final KeyId SECOND = new KeyId("ed25519:2");
  private static final long DAY = 86_400_000L;
  private static final long BEGIN = 1_413_500_000_000L;

  private final AtomicLong now = new AtomicLong(BEGIN);
  private final List<CompletableFuture<WireAnswer>> asked = new ArrayList<>();
  private final Map<KeyId, PublishedKey> kept = new HashMap<>();
  private final RemoteKeys keys = keys();

  private RemoteKeys keys() {
    Clock clock = new MovingClock();
    Wire wire =
        request -> {
          CompletableFuture<WireAnswer> answer = new CompletableFuture<>();
          asked.add(answer);
          return answer;
        };
    ServerKey own =
        new ServerKey() {
          @Override
          public ServerSigner signer() {
            return keyOf(new ServerName("a.example"), FIRST, 9);
          }
        };
    ServerKeyRecords records =
        new ServerKeyRecords() {
          @Override
          public List<PublishedKey> find(ServerName server) {
            return List.copyOf(kept.values());
          }

          @Override
          public void save(ServerName server, List<PublishedKey> changed) {
            changed.forEach(key -> kept.put(key.id(), key));
          }
        };
    return new RemoteKeys(own, new KeyFetcher(wire, clock), records, Runnable::run, clock);
  }

  private final class MovingClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }
  }

  private static ServerSigner keyOf(ServerName server, KeyId id, int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return ServerSigner.ofSeed(server, id, Base64.getEncoder().encodeToString(bytes));
  }

  /** What the server publishes: one key in use, and perhaps the first one as retired. */
  private static WireAnswer document(ServerSigner current, long validUntil, Long firstExpired) {
    JsonObjectBuilder old = Json.createObjectBuilder();
    if (firstExpired != null) {
      old.add(
          FIRST.value(),
          Json.createObjectBuilder()
              .add("expired_ts", firstExpired)
              .add("key", keyOf(THEIRS, FIRST, 1).verifyKey().base64()));
    }
    JsonObject plain =
        Json.createObjectBuilder()
            .add("server_name", THEIRS.value())
            .add("valid_until_ts", validUntil)
            .add(
                "verify_keys",
                Json.createObjectBuilder()
                    .add(
                        current.keyId().value(),
                        Json.createObjectBuilder().add("key", current.verifyKey().base64())))
            .add("old_verify_keys", old)
            .build();
    byte[] body = JsonSigning.sign(plain, current).toString().getBytes(StandardCharsets.UTF_8);
    return new WireAnswer(200, body, null);
  }

  private static WireAnswer first(long validUntil) {
    return document(keyOf(THEIRS, FIRST, 1), validUntil, null);
  }

  private CompletableFuture<Map<KeyId, TimedKey>> at(KeyId id, long ts) {
    return keys.keys(THEIRS, Map.of(id, ts)).toCompletableFuture();
  }

  @Test
  void manyWhoWantTheSameKeysMakeOneRequest() {
    CompletionStage<RemoteKeys.Current> request = keys.keysForRequest(THEIRS, Set.of(FIRST));
    CompletableFuture<Map<KeyId, TimedKey>> one = at(FIRST, BEGIN);
    CompletableFuture<Map<KeyId, TimedKey>> two = at(SECOND, BEGIN);
    assertThat(asked).hasSize(1);
    assertThat(one).isNotDone();

    asked.get(0).complete(first(BEGIN + DAY));

    assertThat(request.toCompletableFuture().join().keys()).containsOnlyKeys(FIRST);
    assertThat(one.join()).containsOnlyKeys(FIRST);
    assertThat(two.join()).as("it has no such key").isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aKeyIsGoodUntilTheTimeThatItsServerTold() {
    CompletableFuture<Map<KeyId, TimedKey>> now = at(FIRST, BEGIN);
    asked.get(0).complete(first(BEGIN + DAY));
    assertThat(now.join().get(FIRST).isGoodAt(BEGIN + DAY)).isTrue();
    assertThat(now.join().get(FIRST).isGoodAt(BEGIN + DAY + 1)).isFalse();
    assertThat(at(FIRST, BEGIN + DAY)).isDone();
    assertThat(asked).as("nothing more is to be known").hasSize(1);
  }

  @Test
  void aRetiredKeyVerifiesWhatWasBeforeItsEnd() {
    kept.put(FIRST, published(keyOf(THEIRS, FIRST, 1), BEGIN + DAY, null));
    CompletableFuture<Map<KeyId, TimedKey>> later = at(SECOND, BEGIN);
    asked.get(0).complete(document(keyOf(THEIRS, SECOND, 2), BEGIN + 3 * DAY, BEGIN - 1000));
    assertThat(later.join()).containsOnlyKeys(SECOND);

    TimedKey old = at(FIRST, BEGIN - 2000).join().get(FIRST);
    assertThat(old.isGoodAt(BEGIN - 1000)).isTrue();
    assertThat(old.isGoodAt(BEGIN - 999)).isFalse();
    assertThat(keys.keysForRequest(THEIRS, Set.of(FIRST)).toCompletableFuture().join().keys())
        .isEmpty();
  }

  @Test
  void aKeyThatMayHaveEndedIsAskedForAgain() {
    kept.put(FIRST, published(keyOf(THEIRS, FIRST, 1), BEGIN, null));
    now.set(BEGIN + 2 * DAY);
    assertThat(at(FIRST, BEGIN).join().get(FIRST).isGoodAt(BEGIN)).isTrue();
    assertThat(asked).as("for an old event the old answer does").isEmpty();

    CompletableFuture<Map<KeyId, TimedKey>> fresh = at(FIRST, BEGIN + DAY);
    assertThat(asked).hasSize(1);
    asked.get(0).complete(first(BEGIN + 3 * DAY));
    assertThat(fresh.join().get(FIRST).isGoodAt(BEGIN + DAY)).isTrue();
  }

  @Test
  void whereNobodyAnswersOldEventsCanStillBeVerified() {
    kept.put(FIRST, published(keyOf(THEIRS, FIRST, 1), BEGIN, null));
    CompletableFuture<Map<KeyId, TimedKey>> fresh = at(FIRST, BEGIN + 1);
    asked
        .get(0)
        .completeExceptionally(new RemoteFailure(THEIRS, Kind.UNREACHABLE, "nothing is there"));
    assertThat(fresh.join().get(FIRST).isGoodAt(BEGIN)).isTrue();
    assertThat(fresh.join().get(FIRST).isGoodAt(BEGIN + 1)).isFalse();
    assertThat(at(FIRST, BEGIN + 1)).isDone();
    assertThat(asked).as("nobody is asked again at once").hasSize(1);
  }

  private static PublishedKey published(ServerSigner signer, long validUntil, Long retired) {
    return new PublishedKey(signer.keyId(), signer.verifyKey().base64(), validUntil, retired);
  }
}
