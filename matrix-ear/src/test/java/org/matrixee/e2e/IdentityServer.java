package org.matrixee.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small identity server that speaks the protocol of 2014 (client-api-v1, 16); its mails are read
 * by {@link #token}.
 */
public final class IdentityServer implements AutoCloseable {
  private static final String API = "/_matrix/identity/api/v1/";

  private final HttpServer http;
  private final AtomicInteger lastSid = new AtomicInteger();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Map<String, String> bound = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean down;

  private static final class Session {
    final String email;
    final String secret;
    final String token;
    volatile boolean validated;

    Session(String email, String secret, String token) {
      this.email = email;
      this.secret = secret;
      this.token = token;
    }
  }

  /** Starts it on a free port. */
  public IdentityServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/", this::answer);
    http.start();
  }

  /** Host and port. */
  public String name() {
    return "localhost:" + http.getAddress().getPort();
  }

  /** The base URL. */
  public String url() {
    return "http://" + name();
  }

  /** What was asked of it: method, call and parameters. */
  public List<String> requests() {
    return requests;
  }

  /** Lets it answer 503 to everything, or answer again. */
  public void down(boolean isDown) {
    down = isDown;
  }

  /** Whom an address is linked to; null if to nobody. */
  public synchronized String owner(String email) {
    return bound.get(email);
  }

  /** Waits until an address is linked to a user. */
  public synchronized void awaitOwner(String email, String userId, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!userId.equals(bound.get(email))) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError(email + " was not linked to " + userId);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The token that an address was sent last. */
  public String token(String email) {
    return sessions.values().stream()
        .filter(session -> session.email.equals(email))
        .map(session -> session.token)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** What a client has after it has proven to own an address; not validated if it has not. */
  public ObjectNode credential(String email, boolean validated) {
    JsonNode begun =
        requestToken(Map.of("email", email, "clientSecret", "secret-" + email, "sendAttempt", "1"));
    Session session = sessions.get(begun.path("sid").asText());
    session.validated = validated;
    return Json.of(
        "sid", begun.path("sid").asText(), "clientSecret", session.secret, "idServer", name());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, String> parameters = form(body.isEmpty() ? (query == null ? "" : query) : body);
    String path = exchange.getRequestURI().getPath();
    String call = path.startsWith(API) ? path.substring(API.length()) : path;
    requests.add(exchange.getRequestMethod() + " " + call + " " + parameters);
    byte[] answer = call(call, parameters).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(down ? 503 : 200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private JsonNode call(String call, Map<String, String> parameters) {
    if (down) {
      return Json.of("errcode", "M_UNKNOWN", "error", "down");
    }
    return switch (call) {
      case "validate/email/requestToken" -> requestToken(parameters);
      case "validate/email/submitToken" -> submitToken(parameters);
      case "3pid/getValidated3pid" -> validated(parameters);
      case "3pid/bind" -> bind(parameters);
      case "lookup" -> lookup(parameters);
      default -> Json.of("errcode", "M_UNRECOGNIZED", "error", "no such call");
    };
  }

  private JsonNode requestToken(Map<String, String> parameters) {
    String sid = Integer.toString(lastSid.incrementAndGet());
    sessions.put(
        sid, new Session(parameters.get("email"), parameters.get("clientSecret"), "token-" + sid));
    return Json.of("success", true, "sid", sid);
  }

  private JsonNode submitToken(Map<String, String> parameters) {
    Session session = session(parameters);
    boolean right = session != null && session.token.equals(parameters.get("token"));
    if (right) {
      session.validated = true;
    }
    return Json.of("success", right);
  }

  private JsonNode validated(Map<String, String> parameters) {
    Session session = session(parameters);
    if (session == null) {
      return Json.of("errcode", "M_NO_VALID_SESSION", "error", "no such session");
    }
    return session.validated
        ? Json.of("medium", "email", "address", session.email, "validatedAt", 1)
        : Json.of("errcode", "M_SESSION_NOT_VALIDATED", "error", "not validated");
  }

  private synchronized JsonNode bind(Map<String, String> parameters) {
    Session session = session(parameters);
    if (session == null || !session.validated) {
      return Json.of("errcode", "M_NO_VALID_SESSION", "error", "no such session");
    }
    bound.put(session.email, parameters.get("mxid"));
    notifyAll();
    return lookup(Map.of("medium", "email", "address", session.email));
  }

  private JsonNode lookup(Map<String, String> parameters) {
    String address = parameters.get("address");
    String mxid = bound.get(address);
    return mxid == null
        ? Json.of()
        : Json.of(
            "medium",
            "email",
            "address",
            address,
            "mxid",
            mxid,
            "ts",
            1,
            "not_before",
            1,
            "not_after",
            2,
            "signatures",
            Json.of());
  }

  private Session session(Map<String, String> parameters) {
    Session session = sessions.get(parameters.getOrDefault("sid", ""));
    return session == null || !session.secret.equals(parameters.get("clientSecret"))
        ? null
        : session;
  }

  private static Map<String, String> form(String text) {
    Map<String, String> parameters = new TreeMap<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
