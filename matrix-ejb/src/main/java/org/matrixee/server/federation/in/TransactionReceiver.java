package org.matrixee.server.federation.in;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.edu.EduRouter;

/**
 * Takes in transactions of other servers, each once.
 *
 * <p>An answer is kept only after everything in it is committed; a transaction that was cut off is
 * handled again when it comes again, and its events are known by their IDs.
 *
 * <p>2014: federation-v1, 2.
 */
@ApplicationScoped
public class TransactionReceiver {
  /**
   * The most PDUs of one transaction. Today's servers send 50 at once; those of 2014 send all that
   * waits, and throw it away when it is refused (federation-v1, 2.3).
   */
  public static final int MOST_PDUS = 5000;

  /** The same for EDUs. */
  public static final int MOST_EDUS = 1000;

  /** As many are on their way into the rooms together. */
  private static final int PORTION = 50;

  private static final int MAX_ID = 255;
  private static final JsonProvider JSON = JsonProvider.provider();

  private PduRoad road;
  private EduRouter edus;
  private InboundTransactions transactions;
  private Threads threads;

  private final ConcurrentMap<Key, CompletableFuture<JsonText>> underWay =
      new ConcurrentHashMap<>();

  /** For the container's proxies. */
  protected TransactionReceiver() {}

  /** With what it needs. */
  @Inject
  public TransactionReceiver(
      PduRoad road, EduRouter edus, InboundTransactions transactions, Threads threads) {
    this.road = road;
    this.edus = edus;
    this.transactions = transactions;
    this.threads = threads;
  }

  private record Key(ServerName origin, String transactionId) {}

  /**
   * Handles a transaction, unless that was done before; two at once with the same ID are one.
   *
   * @return the answer's JSON; exceptionally with MatrixException M_BAD_JSON or M_TOO_LARGE, or if
   *     this server failed, so that the transaction should come again
   */
  public CompletionStage<JsonText> receive(Origin origin, String transactionId, JsonObject body) {
    if (transactionId.length() > MAX_ID) {
      throw bad("A transaction ID may have " + MAX_ID + " characters at most.");
    }
    Content content = Content.read(origin, body);
    Key key = new Key(origin.server(), transactionId);
    CompletableFuture<JsonText> mine = new CompletableFuture<>();
    CompletableFuture<JsonText> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      return other;
    }
    CompletionStage<Key> begun = CompletableFuture.completedFuture(key);
    begun
        .thenComposeAsync(same -> once(origin, key, content), threads.executor())
        .whenComplete(
            (answer, failure) -> {
              underWay.remove(key, mine);
              if (failure == null) {
                mine.complete(answer);
              } else {
                mine.completeExceptionally(failure);
              }
            });
    return mine;
  }

  private CompletionStage<JsonText> once(Origin origin, Key key, Content content) {
    Optional<JsonText> earlier = transactions.find(key.origin(), key.transactionId());
    if (earlier.isPresent()) {
      return CompletableFuture.completedFuture(earlier.get());
    }
    return inPortions(origin, content.pdus(), List.of())
        .thenApplyAsync(
            received -> {
              content.edus().forEach(edu -> edus.route(origin, edu));
              JsonText answer = answer(received);
              transactions.remember(key.origin(), key.transactionId(), answer);
              return answer;
            },
            threads.executor());
  }

  private CompletionStage<List<PduRoad.Received>> inPortions(
      Origin origin, List<JsonObject> pdus, List<PduRoad.Received> before) {
    if (pdus.isEmpty()) {
      return CompletableFuture.completedFuture(before);
    }
    int count = Math.min(PORTION, pdus.size());
    return road.receive(origin, pdus.subList(0, count), false)
        .thenCompose(
            received -> {
              List<PduRoad.Received> all = new ArrayList<>(before);
              all.addAll(received);
              return inPortions(origin, pdus.subList(count, pdus.size()), all);
            });
  }

  /** A line for each PDU that has an ID; of several copies the one that was taken counts. */
  private static JsonText answer(List<PduRoad.Received> received) {
    Map<String, Optional<String>> errors = new LinkedHashMap<>();
    for (PduRoad.Received each : received) {
      EventId id = each.id();
      if (id != null) {
        errors.merge(
            id.value(), each.outcome().error(), (one, other) -> one.isEmpty() ? one : other);
      }
    }
    JsonObjectBuilder lines = JSON.createObjectBuilder();
    errors.forEach(
        (id, error) -> {
          JsonObjectBuilder line = JSON.createObjectBuilder();
          error.ifPresent(reason -> line.add("error", reason));
          lines.add(id, line);
        });
    JsonObject answer = JSON.createObjectBuilder().add("pdus", lines).build();
    return JsonText.ofOwned(answer.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What a transaction carries.
   *
   * <p>Of the other keys none decides anything: {@code ts} or {@code origin_server_ts} is the
   * origin's clock, {@code prev_ids} or {@code previous_ids} its earlier transactions, and the ID
   * is that of the path.
   */
  private record Content(List<JsonObject> pdus, List<JsonObject> edus) {
    static Content read(Origin origin, JsonObject body) {
      if (!(body.get("origin") instanceof JsonString said)) {
        throw bad("The transaction lacks origin.");
      }
      if (!said.getString().equals(origin.server().value())) {
        throw new MatrixException(
            ErrorCode.M_FORBIDDEN, "origin is not the server that has signed the request.");
      }
      JsonValue pdus = body.get("pdus");
      if (!(pdus instanceof JsonArray)) {
        throw bad(pdus == null ? "The transaction lacks pdus." : "pdus must be an array.");
      }
      JsonValue edus = body.getOrDefault("edus", JsonValue.EMPTY_JSON_ARRAY);
      if (!(edus instanceof JsonArray)) {
        throw bad("edus must be an array.");
      }
      return new Content(
          objects(pdus.asJsonArray(), "pdus", MOST_PDUS),
          objects(edus.asJsonArray(), "edus", MOST_EDUS));
    }

    private static List<JsonObject> objects(JsonArray array, String key, int most) {
      if (array.size() > most) {
        throw new MatrixException(
            ErrorCode.M_TOO_LARGE, key + " may hold " + most + " entries at most.");
      }
      List<JsonObject> objects = new ArrayList<>(array.size());
      for (JsonValue value : array) {
        // What is no object is no PDU: it has no name to be answered by, and harms no other.
        if (value instanceof JsonObject object) {
          objects.add(object);
        }
      }
      return objects;
    }
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }
}
