package org.matrixee.federation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.TrustingHttp;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;
import org.matrixee.server.federation.remote.rules.SignedRequest;
import org.matrixee.server.json.JsonReader;

/**
 * Another server, played by the test: it publishes its keys, records what it is sent, answers what
 * the test says, and sends what the test wants, signed properly or not.
 */
final class Peer implements AutoCloseable {
  private static final HttpClient HTTP = TrustingHttp.client(HttpClient.Version.HTTP_2);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String FEDERATION = "/_matrix/federation/v1";
  private static final AtomicInteger JOINS = new AtomicInteger();
  private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

  private final HttpsServer https;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Identity identity;
  private final ServerName name;
  private final ServerSigner signer;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Script> scripts = new CopyOnWriteArrayList<>();

  /**
   * A request that came.
   *
   * @param uri path and query as on the request line
   * @param host the header
   * @param authorization the header; empty if there was none
   * @param body the JSON; a missing node if there was none
   */
  record Received(String method, String uri, String host, String authorization, JsonNode body) {}

  /** What to answer. */
  record Answer(int status, String body) {
    /** 200 with a JSON text. */
    static Answer ok(Object json) {
      return new Answer(200, json.toString());
    }
  }

  private record Script(String method, String path, Function<Received, Answer> answer) {}

  private Peer(Identity identity, String given) {
    this.identity = identity;
    this.https = listening();
    https.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    https.setExecutor(threads);
    https.createContext("/", this::serve);
    name = new ServerName(given.isEmpty() ? "localhost:" + port() : given);
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    signer =
        ServerSigner.ofSeed(
            name, new KeyId("ed25519:peer"), Base64.getEncoder().encodeToString(seed));
    // Later ones win.
    answer("", "/", request -> new Answer(404, "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"no\"}"));
    answer("PUT", FEDERATION + "/send/", request -> Answer.ok("{\"pdus\":{}}"));
    answer("GET", "/_matrix/key/v1", request -> Answer.ok(keysOf2014()));
    https.start();
  }

  /** A server remembers a name's key: so no port, hence no name, is ever used twice. */
  private static HttpsServer listening() {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      HttpsServer server = HttpsServer.create(any, 100);
      while (!PORTS.add(server.getAddress().getPort())) {
        server.stop(0);
        server = HttpsServer.create(any, 100);
      }
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts one that servers of {@link Federation} trust. */
  static Peer start() {
    return new Peer(Identity.peer(), "");
  }

  /** Starts one with another certificate. */
  static Peer start(Identity identity) {
    return new Peer(identity, "");
  }

  /** Starts one whose name has no port. */
  static Peer start(Identity identity, String name) {
    return new Peer(identity, name);
  }

  /** The port that it listens on. */
  int port() {
    return https.getAddress().getPort();
  }

  /** Its server name. */
  String name() {
    return name.value();
  }

  /** A user of it. */
  String user(String localpart) {
    return "@" + localpart + ":" + name;
  }

  /** Its signing key. */
  ServerSigner signer() {
    return signer;
  }

  /** A maker of PDUs of this peer for a room. */
  Pdus pdus(String room) {
    return new Pdus(this, room);
  }

  /**
   * From now on answers so; what was said last wins.
   *
   * @param method empty for any
   * @param path the beginning of the path, decoded nowhere
   */
  void answer(String method, String path, Function<Received, Answer> answer) {
    scripts.add(0, new Script(method, path, answer));
  }

  /** What it was sent, in order; key requests too. */
  List<Received> received() {
    return List.copyOf(received);
  }

  /** Waits for a request that satisfies a condition. */
  Received await(Predicate<Received> condition) {
    return await(condition, LIMIT);
  }

  /** The same with another limit. */
  Received await(Predicate<Received> condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Received> found = received.stream().filter(condition).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      pause();
    }
    throw new AssertionError("no such request came, but " + received);
  }

  /** Waits for an event in a transaction. */
  JsonNode awaitPdu(String eventId) {
    await(request -> pdus(request).stream().anyMatch(pdu -> Pdus.eventId(pdu).equals(eventId)));
    return receivedPdus().stream()
        .filter(pdu -> Pdus.eventId(pdu).equals(eventId))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> pdus(Received request) {
    return Json.elements(request.body().path("pdus"));
  }

  /** All PDUs that came in transactions, in order. */
  List<JsonNode> receivedPdus() {
    return transactions().flatMap(body -> Json.elements(body.path("pdus")).stream()).toList();
  }

  /** All EDUs that came in transactions, in order. */
  List<JsonNode> receivedEdus() {
    return transactions().flatMap(body -> Json.elements(body.path("edus")).stream()).toList();
  }

  private java.util.stream.Stream<JsonNode> transactions() {
    return received.stream()
        .filter(each -> each.uri().startsWith(FEDERATION + "/send/"))
        .map(Received::body);
  }

  // ---- Sending

  /** A signed GET. */
  Reply get(MatrixServer server, String uri) {
    return send(server, "GET", uri, null, authorization(server, "GET", uri, null));
  }

  /** A signed PUT. */
  Reply put(MatrixServer server, String uri, JsonNode body) {
    String text = body.toString();
    return send(server, "PUT", uri, text, authorization(server, "PUT", uri, text));
  }

  /** A signed transaction of PDUs. */
  Reply transaction(MatrixServer server, String id, JsonObject... pdus) {
    return put(server, FEDERATION + "/send/" + id + "/", transaction(Json.list(), pdus));
  }

  /** What a server gives for a user of this peer to join with. */
  Reply makeJoin(MatrixServer server, Room room, String user) {
    return get(server, FEDERATION + Client.path("make_join", room.id(), user));
  }

  /** The finished join of such an answer. */
  JsonObject completed(Reply template) {
    ObjectNode event = template.ok().path("event").deepCopy();
    long now = System.currentTimeMillis();
    event.put("pdu_id", "join" + JOINS.incrementAndGet());
    event.put("ts", now).put("origin_server_ts", now);
    return pdus(event.path("context").asText()).signed(event);
  }

  /** Hands a join to a server. */
  Reply sendJoin(MatrixServer server, Room room, JsonObject join) {
    String uri = FEDERATION + Client.path("send_join", room.id(), Pdus.eventId(join));
    return put(server, uri, Json.parse(join.toString()));
  }

  /** A user of this peer joins a public room; gives the join. */
  JsonObject join(MatrixServer server, Room room, String localpart) {
    JsonObject join = completed(makeJoin(server, room, user(localpart)));
    sendJoin(server, room, join).ok();
    return join;
  }

  /** A transaction's body. */
  JsonNode transaction(JsonNode edus, JsonObject... pdus) {
    JsonNode all =
        Json.parse(
            "["
                + String.join(",", java.util.Arrays.stream(pdus).map(Object::toString).toList())
                + "]");
    return Json.of(
        "origin",
        name(),
        "origin_server_ts",
        System.currentTimeMillis(),
        "pdus",
        all,
        "edus",
        edus);
  }

  /** The header of a request of this peer. */
  String authorization(MatrixServer server, String method, String uri, String body) {
    JsonObject content =
        body == null ? null : JsonReader.PDU.readObject(body.getBytes(StandardCharsets.UTF_8));
    return new SignedRequest(method, uri, name, new ServerName(server.name()), content)
        .authorization(signer);
  }

  /**
   * Any request to a server's TLS port.
   *
   * @param body null for none
   * @param authorization the header; null for none
   */
  static Reply send(
      MatrixServer server, String method, String uri, String body, String... authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + server.port(8448) + uri))
            .timeout(LIMIT)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    for (String each : authorization) {
      if (each != null) {
        request.header("Authorization", each);
      }
    }
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(method + " " + uri, answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + uri, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  // ---- Serving

  /** What it publishes at {@code /_matrix/key/v1}. */
  JsonObject keysOf2014() {
    return keysOf2014(name(), identity);
  }

  /** The same with other contents, signed all the same. */
  JsonObject keysOf2014(String serverName, Identity shown) {
    try {
      String certificate =
          Base64.getEncoder().withoutPadding().encodeToString(shown.certificate().getEncoded());
      return JsonSigning.sign(
          JsonReader.PDU.readObject(
              Json.of(
                      "server_name",
                      serverName,
                      "verify_keys",
                      Json.of(signer.keyId().value(), signer.verifyKey().base64()),
                      "tls_certificate",
                      certificate)
                  .toString()
                  .getBytes(StandardCharsets.UTF_8)),
          signer);
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String header = exchange.getRequestHeaders().getFirst("Authorization");
      Received request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("Host"),
              header == null ? "" : header,
              Json.tryParse(body)
                  .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance()));
      received.add(request);
      Answer answer =
          scripts.stream()
              .filter(each -> each.method().isEmpty() || each.method().equals(request.method()))
              .filter(each -> request.uri().startsWith(each.path()))
              .findFirst()
              .orElseThrow()
              .answer()
              .apply(request);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    https.stop(0);
    threads.shutdownNow();
  }
}
