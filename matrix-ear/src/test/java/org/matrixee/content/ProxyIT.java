package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** Behind a reverse proxy: whose {@code X-Forwarded-*} headers are believed, and for what. */
class ProxyIT {
  private static final ServerSettings LIMITED =
      ServerSettings.h2("proxy")
          .with("MATRIX_RATE_LIMITS", "on")
          .with("MATRIX_LIMIT_REGISTER", "3/600000")
          .with("MATRIX_LIMIT_UPLOAD", "100/100");

  private static int register(MatrixServer server, String... headers) {
    String body =
        Json.of("type", "m.login.password", "user", Users.name("p"), "password", Users.PASSWORD)
            .toString();
    return Media.send(
            HttpRequest.newBuilder(URI.create(server.url() + Client.V1 + "/register"))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .status();
  }

  private static List<Integer> registerFrom(MatrixServer server, String... addresses) {
    List<Integer> statuses = new ArrayList<>();
    for (String address : addresses) {
      statuses.add(register(server, "X-Forwarded-For", address));
    }
    return statuses;
  }

  private static Media.Answer upload(MatrixServer server, Client client, String... headers) {
    return Media.send(
        HttpRequest.newBuilder(
                URI.create(server.url() + "/_matrix/content?access_token=" + client.token()))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1, 2, 3})));
  }

  private static String url(MatrixServer server, Client client, String... headers) {
    return upload(server, client, headers).reply().ok().path("content_token").asText();
  }

  @Test
  void trustedProxySaysWhoAsksAndHow() {
    ServerSettings trusting = LIMITED.with("MATRIX_TRUSTED_PROXIES", "10.9.0.0/16, 127.0.0.0/8");
    try (MatrixServer server = MatrixServer.start(trusting)) {
      assertThat(registerFrom(server, "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1"))
          .containsExactly(200, 200, 200, 429);
      assertThat(registerFrom(server, "192.0.2.2")).containsExactly(200);
      // what the client itself wrote stands before what the proxy appended
      assertThat(registerFrom(server, "203.0.113.9, 192.0.2.1")).containsExactly(429);
      // a second proxy of ours
      assertThat(registerFrom(server, "192.0.2.1, 10.9.1.1")).containsExactly(429);
      // an IPv6 address counts by its network
      assertThat(registerFrom(server, "2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4"))
          .containsExactly(200, 200, 200, 429);
      // nonsense is nobody's address: the proxy's own counts
      assertThat(registerFrom(server, "unknown", "unknown", "<x>", "unknown"))
          .containsExactly(200, 200, 200, 429);

      Client anna = anna(server);
      assertThat(
              url(server, anna, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "chat.example"))
          .startsWith("https://chat.example/_matrix/content/");
      assertThat(url(server, anna, "X-Forwarded-Host", "evil.example/x\"")).doesNotContain("evil");
      Media.Answer secure = upload(server, anna, "X-Forwarded-Proto", "https");
      assertThat(secure.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
      assertThat(
              upload(server, anna, "X-Forwarded-Proto", "http").header("Strict-Transport-Security"))
          .isEmpty();
    }
  }

  @Test
  void strangersAreNotBelieved() {
    ServerSettings other = LIMITED.with("MATRIX_TRUSTED_PROXIES", "10.0.0.0/8,::2");
    try (MatrixServer server = MatrixServer.start(other)) {
      Client anna = anna(server);
      assertThat(registerFrom(server, "192.0.2.1", "192.0.2.2", "192.0.2.3"))
          .containsExactly(200, 200, 429);
      assertThat(
              url(server, anna, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example"))
          .startsWith(server.url() + "/_matrix/content/");
      assertThat(
              upload(server, anna, "X-Forwarded-Proto", "https")
                  .header("Strict-Transport-Security"))
          .isEmpty();
      server.restart(other.with("MATRIX_PUBLIC_URL", "https://public.example"));
      assertThat(url(server, anna, "X-Forwarded-Host", "evil.example"))
          .startsWith("https://public.example/_matrix/content/");
    }
  }

  private static Client anna(MatrixServer server) {
    String name = Users.name("anna");
    String body =
        Json.of("type", "m.login.password", "user", name, "password", Users.PASSWORD).toString();
    return Client.nobody(server.url())
        .withCredentials(
            Media.send(
                    HttpRequest.newBuilder(URI.create(server.url() + Client.V1 + "/register"))
                        .headers("X-Forwarded-For", "198.51.100.77")
                        .POST(HttpRequest.BodyPublishers.ofString(body)))
                .reply()
                .ok());
  }
}
