package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** The client's and the browser's part of {@code m.login.oauth2}. */
final class OAuthLogin {
  static final String TYPE = "m.login.oauth2";
  static final String[] AS_BROWSER = {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final MatrixServer server;

  OAuthLogin(MatrixServer server) {
    this.server = server;
  }

  /** The client's request. */
  Reply post(Object... more) {
    ObjectNode body = Json.of("type", TYPE);
    body.setAll(Json.of(more));
    return Client.nobody(server.url()).post("/login", body);
  }

  /** The client's request; the address that it is told. */
  URI begin() {
    JsonNode answer = post().ok();
    assertThat(answer.has("access_token")).isFalse();
    return URI.create(answer.path("uri").asText());
  }

  /** A whole login at a provider; the answer of the redirect URI. */
  Reply at(OAuthProvider provider, String subject, Map<String, Object> claims) {
    return get(provider.allow(begin(), subject, claims));
  }

  /** The same for somebody with that user name. */
  Reply at(OAuthProvider provider, String subject, String userName) {
    return at(provider, subject, Map.of("preferred_username", userName));
  }

  /** The client of a successful login. */
  Client client(Reply reply) {
    return Client.nobody(server.url()).withCredentials(reply.ok());
  }

  /** A GET with headers; redirects are not followed. */
  static Reply get(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(1));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Reply(
          "GET " + uri.getPath(), response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The same address with another query parameter; null leaves it out. */
  static URI with(URI uri, String name, String value) {
    Map<String, String> query = OAuthProvider.query(uri.getRawQuery());
    if (value == null) {
      query.remove(name);
    } else {
      query.put(name, value);
    }
    StringBuilder text = new StringBuilder(uri.toString().replaceFirst("\\?.*", "?"));
    query.forEach(
        (key, one) -> text.append(key).append('=').append(Client.encode(one)).append('&'));
    return URI.create(text.substring(0, text.length() - 1));
  }
}
