package org.matrixee.server.federation.in;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.event.rules.TimedKey;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.KeyRing;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteFailure;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.json.JsonReader;

/** Servers in one process that ask each other, and whose requests can be cut off. */
final class TestNetwork implements AutoCloseable {
  private static final JsonProvider JSON = JsonProvider.provider();

  final Map<ServerName, TestServer> servers = new LinkedHashMap<>();
  final Map<ServerName, Map<KeyId, TimedKey>> keys = new LinkedHashMap<>();
  final List<RemoteRequest> requests = new CopyOnWriteArrayList<>();

  /** Whether a request gets through. */
  volatile Predicate<RemoteRequest> passes = request -> true;

  /** What a server answers that does not tell what it has; null for what it has. */
  volatile Function<RemoteRequest, @Nullable List<JsonObject>> forged = request -> null;

  TestServer add(String name) {
    TestServer server = new TestServer(this, name);
    servers.put(server.name(), server);
    keys.put(
        server.name(),
        Map.of(
            server.engine.signer.keyId(),
            new TimedKey(server.engine.signer.verifyKey(), Long.MAX_VALUE)));
    return server;
  }

  KeyRing keyRing() {
    return (server, wanted) ->
        CompletableFuture.completedFuture(keys.getOrDefault(server, Map.of()));
  }

  FederationClient client(ServerName from) {
    return request -> send(from, request);
  }

  private CompletionStage<RemoteAnswer> send(ServerName from, RemoteRequest request) {
    requests.add(request);
    TestServer server = servers.get(request.destination());
    if (server == null || !passes.test(request)) {
      return CompletableFuture.failedFuture(
          new RemoteFailure(
              request.destination(), RemoteFailure.Kind.UNREACHABLE, "nothing is there"));
    }
    List<JsonObject> lie = forged.apply(request);
    if (lie != null) {
      JsonArrayBuilder array = JSON.createArrayBuilder();
      lie.forEach(array::add);
      return CompletableFuture.completedFuture(
          new RemoteAnswer(200, JSON.createObjectBuilder().add("pdus", array).build()));
    }
    try {
      return CompletableFuture.completedFuture(
          new RemoteAnswer(200, answer(server, new Origin(from), request.uri())));
    } catch (MatrixException refusal) {
      return CompletableFuture.completedFuture(
          new RemoteAnswer(refusal.status(), JsonValue.EMPTY_JSON_OBJECT));
    }
  }

  private static JsonObject answer(TestServer server, Origin from, String uri) {
    String[] parts = uri.split("[?]", 2);
    List<String> path = new ArrayList<>();
    for (String segment : parts[0].substring("/_matrix/federation/v1/".length()).split("/", -1)) {
      path.add(URLDecoder.decode(segment, StandardCharsets.UTF_8));
    }
    List<JsonText> pdus =
        server.engine.stores.inTransaction(
            () ->
                switch (path.get(0)) {
                  case "pdu" ->
                      List.of(
                          server.queries.event(from, new EventId(path.get(2) + "@" + path.get(1))));
                  case "state" ->
                      server.queries.state(
                          from, new RoomId(path.get(1)), event(parameter(parts, "event_id=")));
                  case "backfill" ->
                      server.queries.history(
                          from,
                          new RoomId(path.get(1)),
                          Set.of(event(parameter(parts, "v=").replace(',', '@'))),
                          100);
                  default -> throw new AssertionError(uri);
                });
    JsonArrayBuilder array = JSON.createArrayBuilder();
    pdus.forEach(pdu -> array.add(JsonReader.PDU.readObject(pdu.sharedBytes())));
    return JSON.createObjectBuilder().add("pdus", array).build();
  }

  private static @Nullable EventId event(@Nullable String id) {
    return id == null ? null : new EventId(id);
  }

  private static @Nullable String parameter(String[] uri, String key) {
    if (uri.length > 1) {
      for (String part : uri[1].split("&", -1)) {
        if (part.startsWith(key)) {
          return URLDecoder.decode(part.substring(key.length()), StandardCharsets.UTF_8);
        }
      }
    }
    return null;
  }

  @Override
  public void close() {
    servers.values().forEach(server -> server.engine.close());
  }
}
