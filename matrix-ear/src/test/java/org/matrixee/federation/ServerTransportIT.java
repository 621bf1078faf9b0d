package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.TrustingHttp;

/** Who is let in, where others are looked for, and which keys are shown and believed. */
class ServerTransportIT {
  private static final String SEND = "/_matrix/federation/v1/send/";

  @TempDir static Path folder;

  private static DnsServer dns;
  private static Identity named;
  private static Federation federation;
  private static MatrixServer server;
  private static Peer peer;

  @BeforeAll
  static void start() {
    dns = DnsServer.start();
    named = Identity.make(folder.resolve("named.p12"), "dns:named.test");
    Path trust = Identity.trust(folder.resolve("trust.pem"), List.of(Identity.peer(), named));
    federation =
        Federation.of(
            ServerSettings.h2("transport")
                .with("MATRIX_FEDERATION_DNS", dns.address())
                .with("MATRIX_FEDERATION_ALLOW_NETWORKS", "127.0.0.0/8")
                .with("MATRIX_FEDERATION_TRUST", trust.toString()));
    server = federation.get(0);
    peer = Peer.start();
  }

  @AfterAll
  static void stop() {
    peer.close();
    federation.close();
    dns.close();
  }

  // ---- Who is let in

  @Test
  @Row("S-SEC-01")
  void requestsAreSigned() {
    String body = peer.transaction(Json.list()).toString();
    peer.put(server, SEND + "in-1/", Json.parse(body)).ok();
    peer.put(server, SEND + "in-2", Json.parse(body)).ok();
    String good = peer.authorization(server, "PUT", SEND + "in-3/", body);
    put(body).refused(401, "M_UNAUTHORIZED");
    put(body, "Bearer abc").refused(401, "M_UNAUTHORIZED");
    put(body, "X-Matrix nonsense").refused(400, "M_UNAUTHORIZED");
    put(body, good.replace("ed25519:", "rot13:")).refused(400, "M_UNAUTHORIZED");
    put(body, good.replace("ed25519:peer", "ed25519:other")).refused(401, "M_UNAUTHORIZED");
    put(body, good.replace("sig=\"", "sig=\"AAAA")).refused(401, "M_UNAUTHORIZED");
    put(body + " ", good + ",destination=elsewhere.test").refused(401, "M_UNAUTHORIZED");
    put(body.replace("\"edus\"", "\"edus2\""), good).refused(401, "M_UNAUTHORIZED");
    put("{", good).refused(400, "M_BAD_JSON");
    put("[]", good).refused(400, "M_BAD_JSON");
    put(null, good).refused(400, "M_BAD_JSON");
    put(body, good).ok();
  }

  private static Reply put(String body, String... authorization) {
    return Peer.send(server, "PUT", SEND + "in-3/", body, authorization);
  }

  @Test
  void largeBodiesAreReadAndTooLargeOnesAreNot() {
    ObjectNode large = (ObjectNode) peer.transaction(Json.list());
    large.put("padding", "x".repeat(3_000_000));
    try (Peer unknown = Peer.start()) {
      large.put("origin", unknown.name());
      unknown.put(server, SEND + "large/", large).ok();
    }
    large.put("origin", peer.name());
    peer.put(server, SEND + "large/", large).ok();
    large.put("padding", "x".repeat(10_500_000));
    peer.put(server, SEND + "huge/", large).refused(413, "M_TOO_LARGE");
  }

  @Test
  void serversWhoseKeysCannotBeHadAreTurnedAway() {
    try (Peer stranger = Peer.start(Identity.stranger())) {
      stranger.transaction(server, "a").refused(502, "M_UNAUTHORIZED");
      assertThat(stranger.received()).as("nothing is said to the wrong certificate").isEmpty();
    }
    try (Peer liar = Peer.start()) {
      liar.answer(
          "GET",
          "/_matrix/key/v1",
          r -> Peer.Answer.ok(liar.keysOf2014("x.test", Identity.peer())));
      liar.transaction(server, "a").refused(502, "M_UNAUTHORIZED");
    }
    try (Peer liar = Peer.start()) {
      liar.answer(
          "GET",
          "/_matrix/key/v1",
          r -> Peer.Answer.ok(liar.keysOf2014(liar.name(), Identity.stranger())));
      liar.transaction(server, "a").refused(502, "M_UNAUTHORIZED");
      liar.transaction(server, "a").refused(502, "M_UNAUTHORIZED");
      assertThat(liar.received()).as("failures are remembered").hasSize(2);
    }
  }

  @Test
  void nothingIsAnsweredWithoutTls() {
    for (String path : List.of("/_matrix/key/v1", "/_matrix/key/v2/server", SEND + "a/")) {
      assertThat(Media.get(server.url() + path).status()).as(path).isIn(404, 405);
    }
  }

  @Test
  void ownCertificateIsServed() {
    for (int port : new int[] {8443, 8448}) {
      assertThat(TrustingHttp.certificate("https://127.0.0.1:" + server.port(port) + "/"))
          .isEqualTo(Identity.server(0).certificate());
    }
    assertThat(List.of(server.log(), server.consoleTail()))
        .allSatisfy(text -> assertThat(text).doesNotContain(Identity.PASSWORD));
  }

  // ---- Where others are

  @Test
  @Row("S-FED-43")
  void nameLeadsToTheNextTargetThatAnswers() {
    try (Peer far = Peer.start(named, "named.test")) {
      dns.service("named.test", 10, 1, "localhost.");
      dns.service("named.test", 20, far.port(), "localhost.");
      far.transaction(server, "a").ok();
      assertThat(far.received()).extracting(Peer.Received::host).containsOnly("named.test");
      assertThat(dns.questions()).contains("SRV _matrix._tcp.named.test.");
      int before = dns.questions().size();
      try (Peer near = Peer.start()) {
        near.transaction(server, "a").ok();
      }
      assertThat(dns.questions()).as("none for a name with a port").hasSize(before);
    }
  }

  @Test
  void namesThatLeadNowhereAreTurnedAway() {
    dns.service("nothing.test", 0, 0, ".");
    for (String name : List.of("nothing.test", "unknown.test", "10.255.255.1", "[::1]:8448")) {
      long begin = System.nanoTime();
      try (Peer nowhere = Peer.start(named, name)) {
        nowhere.transaction(server, "a").refused(502, "M_UNAUTHORIZED");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("nobody tries to connect to %s", name)
          .isLessThan(Duration.ofSeconds(5));
    }
    assertThat(dns.questions()).contains("A unknown.test.").doesNotContain("A nothing.test.");
  }

  // ---- Keys

  @Test
  void keysArePublishedWithTheirSignature() throws Exception {
    for (String path : List.of("/_matrix/key/v1", "/_matrix/key/v1/")) {
      JsonNode keys = Peer.send(server, "GET", path, null).ok();
      String id = Json.keys(keys.path("verify_keys")).get(0);
      assertThat(keys.path("server_name").asText()).isEqualTo(server.name());
      Signatures.verify(keys, server.name(), id, keys.path("verify_keys").path(id).asText());
      assertThat(Base64.getDecoder().decode(keys.path("tls_certificate").asText()))
          .isEqualTo(
              TrustingHttp.certificate("https://localhost:" + server.port(8448) + "/")
                  .getEncoded());
    }
    for (String path :
        List.of("/_matrix/key/v2/server", "/_matrix/key/v2/server/", "/_matrix/key/v2/server/x")) {
      JsonNode keys = Peer.send(server, "GET", path, null).ok();
      String id = Json.keys(keys.path("verify_keys")).get(0);
      assertThat(keys.path("server_name").asText()).isEqualTo(server.name());
      String key = keys.path("verify_keys").path(id).path("key").asText();
      Signatures.verify(keys, server.name(), id, key);
      assertThat(keys.path("valid_until_ts").asLong()).isGreaterThan(System.currentTimeMillis());
    }
  }

  @Test
  void http2IsSpoken() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("https://localhost:" + server.port(8448) + "/_matrix/key/v1"))
            .build();
    assertThat(
            TrustingHttp.client(HttpClient.Version.HTTP_2)
                .send(request, HttpResponse.BodyHandlers.discarding())
                .version())
        .isEqualTo(HttpClient.Version.HTTP_2);
  }
}
