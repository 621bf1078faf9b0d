package org.matrixee.content;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** The threat table, as far as one server and its clients are concerned. */
class ThreatRowsIT {
  /** More than the server has threads for requests (64). */
  private static final int SLOW = 150;

  private static final Duration PROMPT = Duration.ofSeconds(15);

  private final Client anna = Users.fresh("anna");

  @Test
  @Row("S-THR-01")
  void oversizedAndDeepBodiesAreRefused() {
    Room room = anna.createRoom();
    List<JsonNode> before = room.snapshot();
    room.message("x".repeat(70_000)).refused(413, "M_TOO_LARGE");
    for (int depth : new int[] {1000, 30_000}) {
      for (String body :
          List.of(
              "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}",
              "{\"a\":".repeat(depth / 5) + "1" + "}".repeat(depth / 5),
              "[".repeat(depth))) {
        Reply reply = anna.call("POST", room.at("send", "com.example.x"), body);
        assertThat(reply.status()).isEqualTo(400);
        reply.refused();
      }
    }
    assertThat(room.snapshot()).isEqualTo(before);
    assertThat(anna.getLater("/initialSync?limit=1").orTimeout(5, SECONDS).join().status())
        .isEqualTo(200);
  }

  @Test
  @Row("S-THR-01")
  void slowAndIdleConnectionsLeaveTheServerResponsive() throws IOException {
    String file = Media.content(anna, new byte[9_000_000], "video/mp4");
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW; i++) {
        sockets.add(sent(""));
        sockets.add(sent("GET " + Client.V1 + "/login HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        sockets.add(sent(head("POST", Client.V1 + "/login", 1000) + "{"));
        sockets.add(sent(head("POST", Client.V1 + "/createRoom", 60_000) + "{"));
        sockets.add(sent(head("POST", "/_matrix/content", 5_000_000) + "x".repeat(1000)));
        sockets.add(sent(head("POST", Client.V1 + "/login", 500_000) + "x".repeat(100_000)));
        sockets.add(sent(head("OPTIONS", Client.V1 + "/login", 500_000) + "x".repeat(100_000)));
        sockets.add(sent(head("GET", file, 0))); // and never reads the answer
      }
      for (int i = 0; i < 5; i++) {
        long start = System.nanoTime();
        Users.nobody().get("/login").ok();
        anna.createRoom().say("still here");
        Media.get(Servers.shared().url() + file, "Range", "bytes=0-9");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  @Row("S-THR-01")
  @ResourceLock(Media.SHARED_UPLOADS)
  void slowUploadsLeaveTheOthersAlone() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        Client one = Users.fresh("slow");
        for (int j = 0; j < 5; j++) {
          sockets.add(
              sent(
                  head("POST", "/_matrix/content?access_token=" + one.token(), 5_000_000)
                      + "x".repeat(200_000)));
        }
      }
      long start = System.nanoTime();
      Users.nobody().get("/login").ok();
      anna.createRoom().say("still here");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
      Media.upload(anna, "/_matrix/content", new byte[1000], "a/b")
          .reply()
          .refused(429, "M_LIMIT_EXCEEDED");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String head(String method, String target, int length) {
    return method
        + " "
        + target
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + (length > 0 ? "Content-Length: " + length + "\r\n" : "")
        + "\r\n";
  }

  private static Socket sent(String bytes) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Servers.shared().port(8080)));
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    } catch (SocketException e) {
      assertThat(socket.isConnected()).isTrue(); // refused before all was sent
    }
    return socket;
  }

  @Test
  @Row("S-THR-07")
  void userOfNoLevelCannotBanByAnyCall() {
    Client bert = Users.fresh("bert");
    Client carl = Users.fresh("carl");
    Room room = anna.publicRoom().with(bert, carl);
    room.forbids(() -> room.as(bert).ban(carl));
    room.forbids(() -> room.as(bert).setMembership(carl, "ban"));
    room.forbids(() -> room.as(bert).kick(carl));
    room.forbids(() -> room.as(bert).setMembership(carl, "leave"));
    room.forbids(() -> room.as(bert).setMembership(anna, "ban"));
    assertThat(room.membership(carl)).isEqualTo("join");
    room.as(carl).say("still here");
  }

  @Test
  @Row("S-THR-08")
  void tokenDecidesWhoSends() {
    Client bert = Users.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    JsonNode forged =
        Json.of("msgtype", "m.text", "body", "x", "user_id", anna.userId(), "sender", "@x:y");
    String path = "?user_id=" + Client.encode(anna.userId());
    Reply sent = bert.post(room.at("send", "m.room.message") + path, forged);
    JsonNode event = room.event(sent.ok().path("event_id").asText());
    assertThat(event.path("user_id").asText()).isEqualTo(bert.userId());
    bert.put(Client.path("profile", anna.userId(), "displayname"), Json.of("displayname", "x"))
        .forbidden();
    bert.put(Client.path("profile", anna.userId(), "avatar_url"), Json.of("avatar_url", "x"))
        .forbidden();
    room.forbids(() -> room.as(bert).setMembership(anna, "join"));
    Client stranger = Users.fresh("carl");
    Reply join = stranger.post(room.at("join"), Json.of("user_id", bert.userId()));
    join.ok();
    assertThat(room.membership(stranger)).isEqualTo("join");
  }

  @Test
  @Row("S-THR-09")
  void nothingChangesAnEventThatWasSent() {
    Client bert = Users.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    JsonNode body = Json.of("msgtype", "m.text", "body", "first");
    String id = room.send("m.room.message", "t1", body).ok().path("event_id").asText();
    JsonNode before = Room.withoutAge(room.event(id));
    JsonNode other = Json.of("msgtype", "m.text", "body", "second");
    assertThat(room.send("m.room.message", "t1", other).ok().path("event_id").asText())
        .isEqualTo(id);
    for (String method : List.of("PUT", "POST", "DELETE")) {
      anna.call(method, Client.path("events", id), other.toString()).refused();
    }
    room.send("m.room.message", Json.of("event_id", id, "msgtype", "m.text", "body", "third")).ok();
    room.send("m.room.message", Json.of("msgtype", "m.text", "body", "x", "replaces", id)).ok();
    assertThat(Room.withoutAge(room.event(id))).isEqualTo(before);
    assertThat(Room.withoutAge(room.as(bert).event(id))).isEqualTo(before);
  }

  @Test
  @Row("S-THR-11")
  void strangersCannotComeIntoARoomThatIsPrivateAsUsual() {
    Client bert = Users.fresh("bert");
    Room room = anna.createRoom();
    assertThat(room.state("m.room.join_rules", "").ok().path("join_rule").asText())
        .isEqualTo("invite");
    room.forbids(() -> room.as(bert).join());
    room.forbids(() -> room.as(bert).message("spam"));
    room.forbids(() -> room.as(bert).invite(bert.userId()));
    room.forbids(() -> room.as(bert).setMembership(bert, "join"));
  }

  @Test
  @Row("S-THR-12")
  void abuseIsTakenAwayAndItsAuthorShutOut() {
    Client bert = Users.fresh("bert");
    Client carl = Users.fresh("carl");
    Room room = anna.publicRoom().with(bert, carl);
    String word = "abuse-" + bert.localpart();
    String id = room.as(bert).say(word);
    room.redact(id, "reason", "enough").ok();
    room.ban(bert).ok();
    for (Reply read :
        List.of(
            carl.get(Client.path("events", id)),
            room.as(carl).messages("dir=b&limit=50"),
            carl.get("/initialSync?limit=50"),
            carl.get(room.at("initialSync") + "?limit=50"),
            carl.get("/events?from=START&timeout=0"))) {
      assertThat(read.status()).as(read.request()).isEqualTo(200);
      assertThat(read.text()).as(read.request()).doesNotContain(word);
    }
    assertThat(room.as(carl).event(id).path("redacted_because").path("content").path("reason"))
        .isEqualTo(Json.of("r", "enough").path("r"));
    room.forbids(() -> room.as(bert).message("again"));
    room.forbids(() -> room.as(bert).join());
  }

  @Test
  @Row("S-SEC-04")
  void opaqueContentPassesByteForByte() {
    Client bert = Users.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    String content =
        "{\"algorithm\":\"m.megolm.v9\",\"ciphertext\":{\"@b:c|KEY\":"
            + "\"AwgAEnACgAkLmt6q+/==\\\\u0041\\n\\u0001 \u00e9 \uD83D\uDE00\"},"
            + "\"n\":[0,-1,9007199254740991,true,null,\"\",{}],\"z\":\"</script>&amp;\"}";
    Reply sent = anna.call("POST", room.at("send", "m.room.encrypted"), content);
    String id = sent.ok().path("event_id").asText();
    for (Reply read :
        List.of(
            bert.get(Client.path("events", id)),
            room.as(bert).messages("dir=b&limit=1"),
            bert.get("/initialSync?limit=1"))) {
      assertThat(read.text()).as(read.request()).contains("\"content\":" + content);
    }
  }

  @Test
  @Row("S-SEC-05")
  void nobodyOutsideARoomLearnsOfIt() {
    Client eve = Users.fresh("eve");
    String alias = "hidden-" + anna.localpart();
    Room room = anna.createRoom("name", alias, "topic", alias);
    String id = room.say("secret " + alias);
    for (String path :
        List.of(
            room.at("state"),
            room.at("state", "m.room.name"),
            room.at("state", "m.room.create"),
            room.at("members"),
            room.at("messages"),
            room.at("initialSync"),
            Client.path("events", id))) {
      Reply refused = eve.get(path);
      refused.refused();
      assertThat(refused.text()).doesNotContain(alias);
    }
    for (String path :
        List.of("/initialSync?limit=100", "/publicRooms", "/events?from=START&timeout=0")) {
      assertThat(eve.get(path).text()).doesNotContain(room.id()).doesNotContain(alias);
    }
    for (Reply attempt :
        List.of(
            room.as(eve).message("x"),
            room.as(eve).redact(id),
            room.as(eve).setState("m.room.topic", "", Json.of("topic", "x")),
            room.as(eve).invite(eve.userId()),
            eve.get(room.at("backfill") + "?remote=x&limit=10"))) {
      attempt.refused();
    }
  }

  @Test
  @Row("S-MISC-09")
  void idsWithUnusualCharactersWork() {
    String odd = "a/b?c#d%2F e+f&g=h;i:j@k!l\u00e9\uD83D\uDE00";
    String alias = "#a/b?c%2Fe+f&g=h;i\u00e9" + anna.localpart() + ":" + Servers.shared().name();
    Room room = anna.createRoom();
    anna.addAlias(alias, room.id()).ok();
    assertThat(anna.resolve(alias).ok().path("room_id").asText()).isEqualTo(room.id());
    room.setState("com.example." + odd, odd, Json.of("n", 1)).ok();
    assertThat(room.state("com.example." + odd, odd).ok()).isEqualTo(Json.of("n", 1));
    JsonNode body = Json.of("msgtype", "m.text", "body", "x");
    String first = room.send("m.room.message", odd, body).ok().path("event_id").asText();
    assertThat(room.send("m.room.message", odd, body).ok().path("event_id").asText())
        .isEqualTo(first);
    assertThat(anna.get("/rooms/" + everyByteEncoded(room.id()) + "/members").status())
        .isEqualTo(200);
    assertThat(anna.get("/events/" + everyByteEncoded(first)).ok().path("event_id").asText())
        .isEqualTo(first);
  }

  private static String everyByteEncoded(String id) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      encoded.append(String.format("%%%02x", b & 0xff));
    }
    return encoded.toString();
  }

  @Test
  @Row("S-MISC-13")
  void aliasLeadsToTheRoomThatIsTheContextOfItsEvents() {
    String alias = Users.alias("glossary");
    Room room = anna.createRoom("visibility", "public");
    anna.addAlias(alias, room.id()).ok();
    Client bert = Users.fresh("bert");
    String id = bert.join(alias).ok().path("room_id").asText();
    assertThat(id).isEqualTo(room.id());
    JsonNode event = room.event(room.as(bert).say("in context"));
    assertThat(event.path("room_id").asText()).isEqualTo(room.id());
  }
}
