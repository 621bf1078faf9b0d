package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.matrixee.openapi.Exchange;
import org.matrixee.openapi.OpenApi;

/** Files of the content repository: bytes in, bytes out. */
public final class Media {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What tests lock that need all uploads of the shared server, or some. */
  public static final String SHARED_UPLOADS = "uploads of the shared server";

  private Media() {}

  /** An answer of any kind. */
  public record Answer(HttpResponse<byte[]> response) {
    /** The status. */
    public int status() {
      return response.statusCode();
    }

    /** The body. */
    public byte[] bytes() {
      return response.body();
    }

    /** A header field; empty text if it is not there. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The body as the answer of an API. */
    public Reply reply() {
      return new Reply(
          response.request().method() + " " + response.uri().getPath(),
          status(),
          response.headers(),
          new String(bytes(), StandardCharsets.UTF_8));
    }

    /** Asserts that a file came. */
    public Answer ok() {
      assertThat(status())
          .as("%s", new String(bytes(), 0, Math.min(300, bytes().length), StandardCharsets.UTF_8))
          .isEqualTo(200);
      return this;
    }
  }

  /** Uploads by the API of October 2014 and gives the path of the file. */
  public static String content(Client client, byte[] bytes, String type) {
    JsonNode answer = upload(client, "/_matrix/content", bytes, type).reply().ok();
    return URI.create(answer.path("content_token").asText()).getRawPath();
  }

  /** Uploads by the API of December 2014 and gives the server and id, with a slash between. */
  public static String mxc(Client client, byte[] bytes, String type) {
    String uri =
        upload(client, "/_matrix/media/v1/upload", bytes, type)
            .reply()
            .ok()
            .path("content_uri")
            .asText();
    assertThat(uri).startsWith("mxc://");
    return uri.substring("mxc://".length());
  }

  /** Uploads. */
  public static Answer upload(Client client, String path, byte[] bytes, String type) {
    return send(
        request(client, path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /** Uploads to an address that was made before. */
  public static Answer put(Client client, String path, byte[] bytes, String type) {
    return send(
        request(client, path)
            .header("Content-Type", type)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
  }

  /** Uploads without saying how much it will be. */
  public static Answer uploadChunked(Client client, String path, byte[] bytes) {
    return send(
        request(client, path)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
  }

  private static HttpRequest.Builder request(Client client, String path) {
    String separator = path.contains("?") ? "&" : "?";
    return HttpRequest.newBuilder(
        URI.create(client.origin() + path + separator + "access_token=" + client.token()));
  }

  /** GET with header fields, names and values in turn. */
  public static Answer get(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** GET of a thumbnail. */
  public static Answer thumbnail(Client client, String mxc, int width, int height, String method) {
    return get(
        client.origin()
            + "/_matrix/media/v1/thumbnail/"
            + mxc
            + "?width="
            + width
            + "&height="
            + height
            + "&method="
            + method);
  }

  /** Sends a request. */
  public static Answer send(HttpRequest.Builder request) {
    HttpRequest built = request.timeout(Duration.ofMinutes(1)).build();
    try {
      return checked(HTTP.send(built, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(built.method() + " " + built.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer, which must be one that the specification has if it is of the current API. */
  private static Answer checked(HttpResponse<byte[]> response) {
    Answer answer = new Answer(response);
    URI uri = response.request().uri();
    OpenApi.check(
        new Exchange(
            response.request().method(),
            uri.getRawPath(),
            uri.getRawQuery() == null ? "" : uri.getRawQuery(),
            "",
            answer.status(),
            response.headers(),
            answer.reply().text()));
    return answer;
  }
}
