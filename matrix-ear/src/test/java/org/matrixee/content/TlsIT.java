package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.TrustingHttp;
import org.matrixee.e2e.Users;

/** TLS on 8443 and 8448: HTTP/2, and no plain text where TLS is due. */
@ResourceLock(value = Media.SHARED_UPLOADS, mode = ResourceAccessMode.READ)
class TlsIT {
  private static HttpResponse<String> send(String url, String method, String body)
      throws IOException, InterruptedException {
    HttpClient http = TrustingHttp.client(HttpClient.Version.HTTP_2);
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void wholeConversationRunsOverHttp2() throws Exception {
    String origin = "https://127.0.0.1:" + Servers.shared().port(8443);
    Client anna = Users.fresh("anna");
    String token = "?access_token=" + anna.token();
    HttpResponse<String> created =
        send(origin + Client.V1 + "/createRoom" + token, "POST", "{\"visibility\":\"public\"}");
    assertThat(created.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000");
    String room = Client.encode(Json.parse(created.body()).path("room_id").asText());
    String sending = origin + Client.V1 + "/rooms/" + room + "/send/m.room.message" + token;
    assertThat(send(sending, "POST", "{\"body\":\"a\",\"msgtype\":\"m.text\"}").statusCode())
        .isEqualTo(200);
    HttpResponse<String> upload = send(origin + "/_matrix/content" + token, "POST", "bytes");
    assertThat(upload.statusCode()).as(upload.body()).isEqualTo(200);
    String url = Json.parse(upload.body()).path("content_token").asText();
    assertThat(url).startsWith(origin + "/_matrix/content/");
    assertThat(send(url, "GET", "").body()).isEqualTo("bytes");
    HttpResponse<String> wrong = send(origin + "/no/such/path", "GET", "");
    assertThat(wrong.statusCode()).isEqualTo(404);
    assertThat(wrong.headers().firstValue("Strict-Transport-Security")).isPresent();
    assertThat(wrong.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void plainTextSaysNothingOfTransportSecurity() {
    Media.Answer answer = Media.get(Servers.shared().url() + Client.V1 + "/login");
    assertThat(answer.header("Strict-Transport-Security")).isEmpty();
  }

  @Test
  @Row({"S-THR-13", "S-API-02", "S-FED-02"})
  void portForOtherServersSpeaksTlsOnly() throws IOException {
    int port = Servers.shared().port(8448);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request = "GET /_matrix/client/api/v1/login HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(readAll(socket), StandardCharsets.ISO_8859_1);
      assertThat(answer).doesNotContain("HTTP/1.1 200").doesNotContain("flows");
    }
    TrustingHttp.get("https://127.0.0.1:" + port + Client.V1 + "/login");
  }

  /** What comes until the other side closes; a reset is an end, too. */
  private static byte[] readAll(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      return in.readAllBytes();
    } catch (SocketException e) {
      return new byte[0];
    }
  }
}
