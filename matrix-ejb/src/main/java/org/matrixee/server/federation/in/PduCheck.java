package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.rules.SignedPdu;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.federation.remote.KeyRing;

/**
 * Checks what can be known of PDUs without their room: format, signature, hash. The keys of all are
 * fetched first, each server asked once, side by side; then they are verified side by side.
 */
@ApplicationScoped
public class PduCheck {
  /** Fewer are not worth another thread. */
  private static final int PORTION = 16;

  private KeyRing keys;
  private Threads threads;
  private Clock clock;

  /** For the container's proxies. */
  protected PduCheck() {}

  /** With what it needs. */
  @Inject
  public PduCheck(KeyRing keys, Threads threads, Clock clock) {
    this.keys = keys;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * What the checks said of one PDU.
   *
   * @param id its ID; null if it does not even have one
   * @param pdu the event; null if it is refused
   * @param problem why it is refused; null if it is not
   */
  record Checked(@Nullable EventId id, @Nullable SignedPdu pdu, @Nullable String problem) {
    private static Checked refused(@Nullable EventId id, String problem) {
      return new Checked(id, null, problem);
    }
  }

  /** Checks PDUs; the answers are in the same order. Never fails because of what they are. */
  CompletionStage<List<Checked>> check(List<JsonObject> pdus) {
    List<Object> read = new ArrayList<>(pdus.size());
    Map<ServerName, Map<KeyId, Long>> needed = new HashMap<>();
    long now = clock.millis();
    for (JsonObject pdu : pdus) {
      Object result = read(pdu, now);
      read.add(result);
      if (result instanceof Event event) {
        Map<KeyId, Long> ofOrigin =
            needed.computeIfAbsent(event.origin(), server -> new HashMap<>());
        long made = EventSignatureCheck.madeTs(event, now);
        EventSignatureCheck.keys(event).forEach(id -> ofOrigin.merge(id, made, Math::max));
      }
    }
    return fetch(needed).thenCompose(held -> verify(read, held, now));
  }

  /** The event, or why it is refused. */
  private static Object read(JsonObject pdu, long now) {
    try {
      return FormatCheck.read(pdu, now);
    } catch (MatrixException e) {
      return Checked.refused(id(pdu), e.sentence());
    }
  }

  private static @Nullable EventId id(JsonObject pdu) {
    try {
      return pdu.get("pdu_id") instanceof JsonString local
              && pdu.get("origin") instanceof JsonString origin
          ? new EventId(local.getString() + "@" + origin.getString())
          : null;
    } catch (MatrixException e) {
      return null;
    }
  }

  private CompletionStage<Map<ServerName, Map<KeyId, TimedKey>>> fetch(
      Map<ServerName, Map<KeyId, Long>> needed) {
    Map<ServerName, Map<KeyId, TimedKey>> held = new ConcurrentHashMap<>();
    List<CompletableFuture<?>> all = new ArrayList<>();
    needed.forEach(
        (server, ids) -> {
          if (!ids.isEmpty()) {
            all.add(
                keys.keys(server, ids)
                    .exceptionally(failure -> Map.of())
                    .thenAccept(found -> held.put(server, found))
                    .toCompletableFuture());
          }
        });
    return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
        .thenApply(nothing -> held);
  }

  private CompletionStage<List<Checked>> verify(
      List<Object> read, Map<ServerName, Map<KeyId, TimedKey>> held, long now) {
    List<CompletableFuture<List<Checked>>> portions = new ArrayList<>();
    for (int from = 0; from < read.size(); from += PORTION) {
      List<Object> portion = read.subList(from, Math.min(read.size(), from + PORTION));
      portions.add(
          CompletableFuture.supplyAsync(
              () -> portion.stream().map(each -> verify(each, held, now)).toList(),
              threads.executor()));
    }
    return CompletableFuture.allOf(portions.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            nothing -> portions.stream().flatMap(portion -> portion.join().stream()).toList());
  }

  private static Checked verify(Object read, Map<ServerName, Map<KeyId, TimedKey>> held, long now) {
    if (!(read instanceof Event event)) {
      return (Checked) read;
    }
    try {
      String problem =
          EventSignatureCheck.problem(
              event,
              held.getOrDefault(event.origin(), Map.of()),
              EventSignatureCheck.madeTs(event, now));
      return problem == null
          ? new Checked(event.id(), HashCheck.keep(event), null)
          : Checked.refused(event.id(), problem);
    } catch (MatrixException e) {
      return Checked.refused(event.id(), e.sentence());
    }
  }
}
