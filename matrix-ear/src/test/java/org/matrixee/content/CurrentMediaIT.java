package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** The content repository as clients of today use it (v1.19, "Content repository"). */
@ResourceLock(value = Media.SHARED_UPLOADS, mode = ResourceAccessMode.READ)
class CurrentMediaIT {
  private static final String FOR_USERS = "/_matrix/client/v1/media/";
  private static final String FOR_ALL = "/_matrix/media/v3/";
  private static final byte[] TEXT = "Für alle".getBytes(StandardCharsets.UTF_8);

  private static MatrixServer server;
  private static Client anna;

  @BeforeAll
  static void start() {
    server = Servers.shared();
    anna = server.fresh("anna");
  }

  private static Media.Answer get(Client client, String path) {
    return Media.get(server.url() + path, "Authorization", "Bearer " + client.token());
  }

  private static String upload(String name, byte[] bytes, String type) {
    String uri =
        Media.upload(anna, FOR_ALL + "upload?filename=" + Client.encode(name), bytes, type)
            .reply()
            .ok()
            .path("content_uri")
            .asText();
    assertThat(uri).startsWith("mxc://" + server.name() + "/");
    return uri.substring("mxc://".length());
  }

  @Test
  void filesAreForUsers() {
    String mxc = upload("Grüße.txt", TEXT, "text/plain");
    Client bert = server.fresh("bert");
    Media.Answer answer = get(bert, FOR_USERS + "download/" + mxc).ok();
    assertThat(answer.bytes()).isEqualTo(TEXT);
    assertThat(answer.header("Content-Type")).isEqualTo("text/plain");
    assertThat(answer.header("Content-Disposition"))
        .startsWith("inline; filename=")
        .contains("filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt");
    assertThat(answer.header("Cache-Control")).startsWith("private,");
    assertThat(answer.header("Content-Security-Policy")).contains("sandbox");

    Media.get(server.url() + FOR_USERS + "download/" + mxc).reply().refused(401, "M_MISSING_TOKEN");
    get(bert.withToken("wrong"), FOR_USERS + "download/" + mxc)
        .reply()
        .refused(401, "M_UNKNOWN_TOKEN");
    get(bert, FOR_USERS + "download/" + server.name() + "/none").reply().notFound();
    get(bert, FOR_USERS + "download/elsewhere.example/none").reply().notFound();
    Media.upload(Client.nobody(server.url()).withToken("wrong"), FOR_ALL + "upload", TEXT, "a/b")
        .reply()
        .refused(401, "M_UNKNOWN_TOKEN");
  }

  @Test
  void aDownloadMayHaveAnotherName() {
    String mxc = upload("first.txt", TEXT, "text/plain");
    for (String path : List.of(FOR_USERS, FOR_ALL)) {
      assertThat(get(anna, path + "download/" + mxc).ok().header("Content-Disposition"))
          .contains("first.txt");
      assertThat(
              get(anna, path + "download/" + mxc + "/the%20other.txt")
                  .ok()
                  .header("Content-Disposition"))
          .contains("\"the other.txt\"")
          .doesNotContain("first");
    }
  }

  @Test
  void thumbnailsAreForUsersToo() {
    String mxc = upload("picture.png", Pictures.drawn(640, 480, "png"), "image/png");
    String thumbnail = FOR_USERS + "thumbnail/" + mxc + "?width=64&height=64&method=scale";
    Media.Answer answer = get(anna, thumbnail + "&animated=true&timeout_ms=1000").ok();
    BufferedImage picture = Pictures.read(answer.bytes());
    assertThat(picture.getWidth()).isEqualTo(64);
    assertThat(picture.getHeight()).isEqualTo(48);
    assertThat(answer.header("Content-Type")).isIn("image/png", "image/jpeg");
    assertThat(answer.header("Content-Disposition")).startsWith("inline");

    Media.get(server.url() + thumbnail).reply().refused(401, "M_MISSING_TOKEN");
    String sizeless = FOR_USERS + "thumbnail/" + mxc;
    get(anna, sizeless).reply().refused(400, "M_UNKNOWN");
    get(anna, sizeless + "?width=-1&height=64").reply().refused(400, "M_UNKNOWN");
    get(anna, sizeless + "?width=6&height=6&method=twist").reply().refused(400, "M_UNKNOWN");
  }

  @Test
  void oldPathsServeTheSame() {
    byte[] png = Pictures.drawn(640, 480, "png");
    String mxc = upload("picture.png", png, "image/png");
    for (String path : List.of(FOR_ALL, "/_matrix/media/r0/")) {
      Media.Answer file =
          Media.get(server.url() + path + "download/" + mxc + "?allow_remote=false").ok();
      assertThat(file.bytes()).isEqualTo(png);
      assertThat(file.header("Cache-Control")).startsWith("public,");
      Media.get(server.url() + path + "thumbnail/" + mxc + "?width=32&height=32&method=crop").ok();
      Media.get(server.url() + path + "download/" + server.name() + "/none").reply().notFound();
    }
  }

  @Test
  void limitIsTold() {
    for (String path : List.of(FOR_USERS, FOR_ALL)) {
      assertThat(get(anna, path + "config").reply().ok().path("m.upload.size").asLong())
          .isGreaterThan(1_000_000);
      Media.get(server.url() + path + "config").reply().refused(401, "M_MISSING_TOKEN");
    }
  }

  private static String create(Client client) {
    JsonNode made = client.withPrefix("/_matrix/media/v1").post("/create", Json.of()).ok();
    assertThat(made.path("unused_expires_at").asLong()).isGreaterThan(System.currentTimeMillis());
    return made.path("content_uri").asText().substring("mxc://".length());
  }

  private static Reply uploadTo(Client client, String mxc, byte[] bytes) {
    return Media.put(client, FOR_ALL + "upload/" + mxc + "?filename=late.txt", bytes, "text/plain")
        .reply();
  }

  @Test
  void aFileMayComeAfterItsAddress() throws Exception {
    String mxc = create(anna);
    get(anna, FOR_USERS + "download/" + mxc + "?timeout_ms=0")
        .reply()
        .refused(504, "M_NOT_YET_UPLOADED");
    get(anna, FOR_USERS + "thumbnail/" + mxc + "?timeout_ms=1&width=8&height=8")
        .reply()
        .refused(504, "M_NOT_YET_UPLOADED");
    CompletableFuture<Media.Answer> waiting =
        CompletableFuture.supplyAsync(
            () -> get(anna, FOR_USERS + "download/" + mxc + "?timeout_ms=30000"));
    uploadTo(server.fresh("bert"), mxc, TEXT).refused(403, "M_FORBIDDEN");
    assertThat(uploadTo(anna, mxc, TEXT).ok()).isEqualTo(Json.of());
    assertThat(waiting.get(20, TimeUnit.SECONDS).ok().bytes()).isEqualTo(TEXT);
    assertThat(get(anna, FOR_USERS + "download/" + mxc).ok().header("Content-Disposition"))
        .contains("late.txt");
    uploadTo(anna, mxc, TEXT).refused(409, "M_CANNOT_OVERWRITE_MEDIA");
    assertThat(get(anna, FOR_USERS + "download/" + mxc).ok().bytes()).isEqualTo(TEXT);
  }

  @Test
  void onlyWhatWasCreatedIsUploadedLater() {
    String made = upload("made.txt", TEXT, "text/plain");
    uploadTo(anna, made, TEXT).refused(409, "M_CANNOT_OVERWRITE_MEDIA");
    uploadTo(anna, server.name() + "/unknown", TEXT).notFound();
    uploadTo(anna, "elsewhere.example/unknown", TEXT).notFound();
    get(anna, FOR_USERS + "download/" + server.name() + "/unknown").reply().notFound();
    get(anna, FOR_USERS + "download/" + made + "?timeout_ms=soon")
        .reply()
        .refused(400, "M_UNKNOWN");
  }

  @Test
  void nobodyCreatesAddressesWithoutEnd() {
    Client greedy = server.fresh("greedy").withPrefix("/_matrix/media/v1");
    for (int i = 0; i < 50; i++) {
      greedy.post("/create", Json.of()).ok();
    }
    greedy.post("/create", Json.of()).refused(429, "M_LIMIT_EXCEEDED");
  }
}
