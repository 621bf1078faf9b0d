package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.matrixee.openapi.Exchange;
import org.matrixee.openapi.OpenApi;

/**
 * A thin client of the 2014 API: one account's view of one server. Without a token it is a client
 * that has not logged in.
 *
 * @param origin scheme, host and port of the server
 * @param prefix the base path of the API
 * @param userId the account's id, or empty
 * @param token the access token, or empty
 */
public record Client(String origin, String prefix, String userId, String token) {
  /** The base path of the API. */
  public static final String V1 = "/_matrix/client/api/v1";

  /** The second spelling of the base path. */
  public static final String V1_ALIAS = "/matrix/client/api/v1";

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** A client without a token. */
  public static Client nobody(String origin) {
    return new Client(origin, V1, "", "");
  }

  /** Registers a user and returns the client with its token. */
  public static Client register(String origin, String user, String password) {
    return nobody(origin).withCredentials(nobody(origin).register(user, password).ok());
  }

  /** The same client with the {@code user_id} and {@code access_token} of a login answer. */
  public Client withCredentials(JsonNode credentials) {
    Secrets.add(credentials.path("access_token").asText());
    return new Client(
        origin,
        prefix,
        credentials.path("user_id").asText(),
        credentials.path("access_token").asText());
  }

  /** The same account with another token. */
  public Client withToken(String other) {
    return new Client(origin, prefix, userId, other);
  }

  /** The same account by another base path. */
  public Client withPrefix(String other) {
    return new Client(origin, other, userId, token);
  }

  /** The same account at another address: after a restart on other ports. */
  public Client at(MatrixServer server) {
    return new Client(server.url(), prefix, userId, token);
  }

  /** The part of the user id between the sign and the colon. */
  public String localpart() {
    return userId.substring(1, userId.indexOf(':'));
  }

  /** Joins percent-encoded segments to a path below the base path. */
  public static String path(String... segments) {
    StringBuilder path = new StringBuilder();
    for (String segment : segments) {
      path.append('/').append(encode(segment));
    }
    return path.toString();
  }

  /** Percent-encodes one segment or query value. */
  public static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** GET. */
  public Reply get(String path) {
    return call("GET", path, "");
  }

  /** POST with a JSON body. */
  public Reply post(String path, JsonNode body) {
    return call("POST", path, body.toString());
  }

  /** PUT with a JSON body. */
  public Reply put(String path, JsonNode body) {
    return call("PUT", path, body.toString());
  }

  /** DELETE without a body. */
  public Reply delete(String path) {
    return call("DELETE", path, "");
  }

  /** Any request with any body. */
  public Reply call(String method, String path, String body) {
    return call(method, path, body, "application/json");
  }

  /** Any request with any body and content type. */
  public Reply call(String method, String path, String body, String contentType) {
    HttpRequest request = request(method, path, body, contentType);
    try {
      return reply(path, body, HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A GET whose answer comes later. */
  public CompletableFuture<Reply> getLater(String path) {
    return HTTP.sendAsync(
            request("GET", path, "", "application/json"), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> reply(path, "", response));
  }

  private HttpRequest request(String method, String path, String body, String contentType) {
    String tokenPart =
        token.isEmpty() ? "" : (path.contains("?") ? "&" : "?") + "access_token=" + encode(token);
    return HttpRequest.newBuilder(URI.create(origin + prefix + path + tokenPart))
        .timeout(Duration.ofMinutes(1))
        .header("Content-Type", contentType)
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** The answer, which must be one that the specification has if it is of the current API. */
  private static Reply reply(String path, String body, HttpResponse<String> response) {
    String method = response.request().method();
    URI uri = response.request().uri();
    OpenApi.check(
        new Exchange(
            method,
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            body,
            response.statusCode(),
            response.headers(),
            response.body()));
    return new Reply(
        method + " " + path, response.statusCode(), response.headers(), response.body());
  }

  /** POST /register with a password. */
  public Reply register(String user, String password) {
    return post(
        "/register", Json.of("type", "m.login.password", "user", user, "password", password));
  }

  /** POST /login with a password. */
  public Reply login(String user, String password) {
    return post("/login", Json.of("type", "m.login.password", "user", user, "password", password));
  }

  /** A second session of the same account. */
  public Client anotherSession() {
    return withCredentials(withToken("").login(userId, Users.PASSWORD).ok());
  }

  /** Creates a room with the given options. */
  public Room createRoom(Object... options) {
    JsonNode answer = post("/createRoom", Json.of(options)).ok();
    assertThat(answer.path("room_id").isTextual()).as("room_id in %s", answer).isTrue();
    return new Room(this, answer.path("room_id").asText());
  }

  /** Creates a room that anyone may join. */
  public Room publicRoom() {
    return createRoom("visibility", "public");
  }

  /** POST /join/{room id or alias}. */
  public Reply join(String roomIdOrAlias) {
    return post(path("join", roomIdOrAlias), Json.of());
  }

  /** GET /initialSync with a limit. */
  public JsonNode initialSync(int limit) {
    return get("/initialSync?limit=" + limit).ok();
  }

  /** This account's entry of a room in initialSync; missing if it has none. */
  public JsonNode syncEntry(String roomId) {
    for (JsonNode room : initialSync(10).path("rooms")) {
      if (room.path("room_id").asText().equals(roomId)) {
        return room;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  /** The live stream from now on. */
  public LiveStream stream() {
    return new LiveStream(this, get("/initialSync?limit=0").ok().path("end").asText());
  }

  /** GET /directory/room/{alias}. */
  public Reply resolve(String alias) {
    return get(path("directory", "room", alias));
  }

  /** PUT /directory/room/{alias}. */
  public Reply addAlias(String alias, String roomId) {
    return put(path("directory", "room", alias), Json.of("room_id", roomId));
  }

  /** DELETE /directory/room/{alias}. */
  public Reply removeAlias(String alias) {
    return delete(path("directory", "room", alias));
  }
}
