package org.matrixee.server.federation.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;

@DisplayName("Connections to other servers")
class TlsConnectionsTest {
  private static final String PASSWORD = "changeit";
  private static final JsonObject BODY = Json.createObjectBuilder().add("pdus", "none").build();

  @TempDir private static Path folder;

  private static KeyStore keys;
  private static Path trust;

  private TlsConnections connections;
  private HttpAsyncServer server;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path file = folder.resolve("localhost.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    trust =
        Files.writeString(
            folder.resolve("trust.pem"),
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(keys.getCertificate("own").getEncoded())
                + "\n-----END CERTIFICATE-----\n");
  }

  @AfterEach
  void stop() {
    connections.stop();
    server.close(CloseMode.IMMEDIATE);
  }

  /** What the other side has seen of a request comes back as the answer. */
  @ParameterizedTest
  @CsvSource({"NEGOTIATE, HTTP/2.0", "FORCE_HTTP_1, HTTP/1.1"})
  void theNewestProtocolOfTheOtherSideIsSpoken(HttpVersionPolicy policy, String spoken)
      throws Exception {
    int port = serve(policy);
    connections = open(Map.of("MATRIX_FEDERATION_TRUST", trust.toString()));

    WireAnswer answer = attempt(port).get(10, TimeUnit.SECONDS);
    assertThat(answer.status()).isEqualTo(200);
    JsonObject seen =
        Json.createReader(
                new java.io.StringReader(new String(answer.body(), StandardCharsets.UTF_8)))
            .readObject();
    assertThat(seen.getString("version")).isEqualTo(spoken);
    assertThat(seen.getString("body")).isEqualTo("{\"pdus\":\"none\"}");
    assertThat(seen.getString("authority")).isEqualTo("localhost:" + port);
  }

  @Test
  void whoeverIsNotTrustedIsSentNothing() throws Exception {
    int port = serve(HttpVersionPolicy.NEGOTIATE);
    connections = open(Map.of());

    assertThatThrownBy(() -> attempt(port).get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(GeneralSecurityException.class);
  }

  private CompletableFuture<WireAnswer> attempt(int port) {
    WireRequest request =
        new WireRequest(
            new ServerName("localhost:" + port),
            "PUT",
            "/_matrix/federation/v1/send/1/",
            null,
            BODY,
            Duration.ofSeconds(10),
            10_000);
    return connections.attempt(
        request, new ServerDiscovery.Place(InetAddress.getLoopbackAddress(), port));
  }

  private static TlsConnections open(Map<String, String> settings) {
    TlsConnections connections = new TlsConnections(MatrixConfig.read(settings::get));
    connections.start();
    return connections;
  }

  private int serve(HttpVersionPolicy policy) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(own.getKeyManagers(), null, null);
    server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(policy)
            .setTlsStrategy(new H2ServerTlsStrategy(tls))
            .setCanonicalHostName("localhost")
            .register("*", new Echo())
            .create();
    server.start();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ((InetSocketAddress) server.listen(any, URIScheme.HTTPS).get().getAddress()).getPort();
  }

  /** Answers with what it was asked. */
  private static final class Echo
      implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
    @Override
    public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
        HttpRequest request, org.apache.hc.core5.http.EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, String> request, ResponseTrigger answer, HttpContext context)
        throws org.apache.hc.core5.http.HttpException, IOException {
      String seen =
          Json.createObjectBuilder()
              .add("version", context.getProtocolVersion().toString())
              .add("authority", request.getHead().getAuthority().toString())
              .add("body", request.getBody())
              .build()
              .toString();
      answer.submitResponse(
          AsyncResponseBuilder.create(200).setEntity(seen, ContentType.APPLICATION_JSON).build(),
          context);
    }
  }
}
