package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;

/** Uploads and downloads: bytes, headers, limits, quota, and what a crash leaves behind. */
class ContentIT {
  private static final int LIMIT = 300_000;
  private static final int CHUNK = 1_048_576;
  private static final String CONTENT = "/_matrix/content";
  private static final String UPLOAD = "/_matrix/media/v1/upload";

  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server =
        MatrixServer.start(
            ServerSettings.h2("content")
                .with("MATRIX_UPLOAD_MAX", Integer.toString(LIMIT))
                .with("MATRIX_UPLOAD_QUOTA", "1"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    return bytes;
  }

  private static List<Path> files(String kind) throws IOException {
    Path folder = server.folder().resolve("data/media").resolve(kind);
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  @Row("S-MISC-02")
  void uploadGivesAnAddressThatGivesTheSameBytesAndType() {
    Client anna = server.fresh("anna");
    byte[] bytes = random(200_000);
    Reply reply = Media.upload(anna, CONTENT, bytes, "image/png; a=b").reply();
    String url = reply.ok().path("content_token").asText();
    assertThat(url).startsWith(server.url() + CONTENT + "/");
    Media.Answer answer = Media.get(url).ok();
    assertThat(answer.bytes()).isEqualTo(bytes);
    assertThat(answer.header("Content-Type").replace(" ", "")).isEqualTo("image/png;a=b");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    Media.get(url + "x").reply().notFound();
    Media.get(server.url() + CONTENT + "/..%2F..%2Fmatrix.mv.db").reply().notFound();
    Media.get(server.url() + CONTENT + "/%00").reply().refused();
  }

  @Test
  void bothApisServeTheSameFiles() {
    Client anna = server.fresh("anna");
    byte[] bytes = random(1000);
    String mxc = Media.mxc(anna, bytes, "image/gif");
    assertThat(mxc).startsWith(server.name() + "/");
    String id = mxc.substring(mxc.indexOf('/') + 1);
    for (String path :
        List.of(
            "/_matrix/media/v1/download/" + mxc,
            "/_matrix/media/v1/download/" + mxc + "/any.gif",
            CONTENT + "/" + id)) {
      assertThat(Media.get(server.url() + path).ok().bytes()).isEqualTo(bytes);
    }
    Media.get(server.url() + "/_matrix/media/v1/download/other.example/" + id).reply().notFound();
  }

  @Test
  void uploadNeedsATokenAndAName() {
    Client nobody = Client.nobody(server.url());
    for (String path : List.of(CONTENT, UPLOAD)) {
      Media.upload(nobody, path, random(10), "image/png").reply().forbidden();
      Media.upload(nobody.withToken("wrong"), path, random(10), "image/png")
          .reply()
          .refused(403, "M_UNKNOWN_TOKEN");
    }
  }

  @Test
  @Row({"S-MISC-04"})
  void uploadAboveTheLimitIsTooLarge() throws IOException {
    Client anna = server.fresh("anna");
    int before = files("files").size();
    for (int size : new int[] {LIMIT + 1, 8 * CHUNK}) {
      Media.upload(anna, CONTENT, new byte[size], "a/b").reply().refused(413, "M_TOO_LARGE");
      Media.uploadChunked(anna, UPLOAD, new byte[size]).reply().refused(413, "M_TOO_LARGE");
    }
    Media.uploadChunked(anna, CONTENT, new byte[10]).reply().refused(400, "M_UNKNOWN");
    assertThat(files("files")).hasSize(before);
    assertThat(files("incoming")).isEmpty();
    Media.upload(anna, CONTENT, random(LIMIT), "a/b").reply().ok();
    Media.uploadChunked(anna, UPLOAD, random(LIMIT)).reply().ok();
    Media.upload(anna, CONTENT, new byte[0], "a/b").reply().ok();
  }

  @Test
  void quotaOfAUserIsKeptByUploadsAtOnce() throws IOException {
    Client anna = server.fresh("anna");
    List<Integer> statuses =
        IntStream.range(0, 8)
            .mapToObj(i -> AtOnce.start(() -> uploadPatiently(anna, random(LIMIT)).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(statuses).containsOnly(200, 413);
    assertThat(statuses.stream().filter(status -> status == 200).count()).isEqualTo(CHUNK / LIMIT);
    Media.upload(anna, CONTENT, random(LIMIT), "a/b").reply().refused(413, "M_TOO_LARGE");
    Media.upload(server.fresh("bert"), CONTENT, random(LIMIT), "a/b").reply().ok();
    assertThat(files("incoming")).isEmpty();
  }

  /** Only some uploads of one user may run at once; the others are told to come again. */
  private static Media.Answer uploadPatiently(Client client, byte[] bytes) {
    Media.Answer answer = Media.upload(client, CONTENT, bytes, "a/b");
    for (int i = 0; i < 100 && answer.status() == 429; i++) {
      answer = Media.upload(client, CONTENT, bytes, "a/b");
    }
    return answer;
  }

  @Test
  void sameBytesAreKeptOnce() throws IOException {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    byte[] bytes = random(50_000);
    int before = files("files").size();
    List<CompletableFuture<String>> uploads =
        Stream.of(anna, bert, anna, bert)
            .map(who -> AtOnce.start(() -> Media.content(who, bytes, "a/b")))
            .toList();
    List<String> paths = uploads.stream().map(CompletableFuture::join).toList();
    assertThat(paths).doesNotHaveDuplicates();
    for (String path : paths) {
      assertThat(Media.get(server.url() + path).ok().bytes()).isEqualTo(bytes);
    }
    assertThat(files("files")).hasSize(before + 1);
    assertThat(files("incoming")).isEmpty();
  }

  @Test
  void whatIsServedCannotHarm() {
    Client anna = server.fresh("anna");
    byte[] page = "<script>alert(document.domain)</script>".getBytes(StandardCharsets.UTF_8);
    for (String type :
        List.of(
            "text/html",
            "TEXT/HTML; charset=utf-8",
            "image/svg+xml",
            "application/xhtml+xml",
            "text/xml",
            "application/pdf",
            "text/css",
            "application/javascript",
            "image/png")) {
      Media.Answer answer = Media.get(server.url() + Media.content(anna, page, type)).ok();
      assertThat(answer.header("Content-Type").replace(" ", ""))
          .isEqualToIgnoringCase(type.replace(" ", ""));
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Content-Security-Policy"))
          .startsWith("sandbox;")
          .contains("default-src 'none'")
          .doesNotContain("allow-scripts");
      assertThat(answer.header("Content-Disposition"))
          .isEqualTo(type.equals("image/png") ? "inline" : "attachment");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
      assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }
  }

  @Test
  void namesOfFilesAreMadeHarmless() {
    Client anna = server.fresh("anna");
    String name = "../..\\a\"b\r\nSet-Cookie: x=\u202Egpj.exe \u00fc.png";
    Reply reply =
        Media.upload(anna, UPLOAD + "?filename=" + Client.encode(name), random(10), "image/png")
            .reply();
    String uri = reply.ok().path("content_uri").asText().substring("mxc://".length());
    Media.Answer answer = Media.get(server.url() + "/_matrix/media/v1/download/" + uri).ok();
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo(
            "inline; filename=\"a_bSet-Cookie: x=gpj.exe _.png\";"
                + " filename*=UTF-8''a%22bSet-Cookie%3A%20x%3Dgpj.exe%20%C3%BC.png");
    assertThat(answer.header("Set-Cookie")).isEmpty();
  }

  @Test
  void partsAndUnchangedFilesAreNotSentWhole() {
    Client anna = server.fresh("anna");
    byte[] bytes = random(150_000);
    String url = server.url() + Media.content(anna, bytes, "video/mp4");
    Media.Answer whole = Media.get(url).ok();
    assertThat(whole.header("Cache-Control")).contains("immutable").contains("max-age=31536000");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    Media.Answer unchanged = Media.get(url, "If-None-Match", whole.header("ETag"));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.bytes()).isEmpty();
    Media.Answer part = Media.get(url, "Range", "bytes=70000-139999");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 70000-139999/150000");
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(bytes, 70_000, 140_000));
    assertThat(Media.get(url, "Range", "bytes=-5").bytes())
        .isEqualTo(Arrays.copyOfRange(bytes, 149_995, 150_000));
    Media.get(url, "Range", "bytes=150000-").reply().refused(416, "M_UNKNOWN");
    assertThat(Media.get(url, "Range", "bytes=1-2,5-6").ok().bytes()).isEqualTo(bytes);
    Media.Answer head =
        Media.send(
            HttpRequest.newBuilder(URI.create(url))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(head.ok().header("Content-Length")).isEqualTo("150000");
    assertThat(head.bytes()).isEmpty();
  }

  @Test
  void typeThatIsNoneIsUnknown() {
    Client anna = server.fresh("anna");
    String path =
        URI.create(
                Media.send(
                        HttpRequest.newBuilder(
                                URI.create(
                                    server.url() + CONTENT + "?access_token=" + anna.token()))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(random(5))))
                    .reply()
                    .ok()
                    .path("content_token")
                    .asText())
            .getRawPath();
    assertThat(Media.get(server.url() + path).ok().header("Content-Type"))
        .isEqualTo("application/octet-stream");
  }

  @Test
  void crashInTheMiddleLeavesNothingAndFilesOutliveIt() throws Exception {
    Client anna = server.fresh("anna");
    byte[] bytes = random(100_000);
    String path = Media.content(anna, bytes, "a/b");
    int before = files("files").size();
    SlowUpload slow = SlowUpload.begin(server, anna, 200_000, 100_000);
    slow.awaitBytesOnDisk(() -> largestIncoming() >= 50_000);
    server.kill();
    slow.close();
    assertThat(files("incoming")).isNotEmpty();
    server.startAgain();
    assertThat(files("incoming")).isEmpty();
    assertThat(files("files")).hasSize(before);
    assertThat(Media.get(server.url() + path).ok().bytes()).isEqualTo(bytes);
    assertThat(Json.parse(Media.upload(anna, CONTENT, bytes, "a/b").reply().text()).size())
        .isEqualTo(1);
  }

  @Test
  void uploadThatBreaksOffLeavesNothing() throws Exception {
    Client anna = server.fresh("anna");
    int before = files("files").size();
    SlowUpload slow = SlowUpload.begin(server, anna, 200_000, 100_000);
    slow.awaitBytesOnDisk(() -> largestIncoming() >= 50_000);
    slow.close();
    slow.awaitBytesOnDisk(() -> largestIncoming() < 0);
    assertThat(files("files")).hasSize(before);
  }

  private static long largestIncoming() {
    try {
      long largest = -1;
      for (Path file : files("incoming")) {
        largest = Math.max(largest, Files.size(file));
      }
      return largest;
    } catch (IOException e) {
      return 0; // it went away while we looked
    }
  }
}
