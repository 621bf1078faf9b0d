package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Account data, tags, filters, receipts and read markers (v1.19). */
class CurrentPersonalIT {
  private static MatrixServer server;

  private Client anna;
  private Client bert;
  private CurrentRoom room;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    anna = CurrentRoom.client(server.fresh("anna"));
    bert = CurrentRoom.client(server.fresh("bert"));
    room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(bert).join().ok();
  }

  private String mine(String rest) {
    return "/user/" + Client.encode(anna.userId()) + "/" + rest;
  }

  private String ofRoom(String rest) {
    return mine("rooms/" + Client.encode(room.id()) + "/" + rest);
  }

  @Test
  void accountDataIsKeptAndToldToOtherSessions() throws Exception {
    SyncSession elsewhere = new SyncSession(anna);
    elsewhere.next();
    CompletableFuture<Reply> waiting = elsewhere.later();
    TimeUnit.MILLISECONDS.sleep(200);
    anna.put(mine("account_data/org.example.colour"), Json.of("colour", "red")).ok();
    JsonNode told = waiting.get(10, TimeUnit.SECONDS).ok().path("account_data").path("events");
    assertThat(told.get(0).path("type").asText()).isEqualTo("org.example.colour");
    assertThat(told.get(0).path("content")).isEqualTo(Json.of("colour", "red"));
    assertThat(anna.get(mine("account_data/org.example.colour")).ok())
        .isEqualTo(Json.of("colour", "red"));
    JsonNode first = new SyncSession(anna).next().path("account_data").path("events");
    assertThat(Json.texts(first, "type")).contains("org.example.colour");
    anna.put(mine("account_data/org.example.colour"), Json.of("colour", "blue")).ok();
    assertThat(elsewhere.news().path("account_data").path("events").get(0).path("content"))
        .isEqualTo(Json.of("colour", "blue"));
    assertThat(elsewhere.next().has("account_data")).isFalse();
    assertThat(new SyncSession(bert).next().path("account_data").toString())
        .doesNotContain("org.example.colour");
  }

  @Test
  void accountDataOfARoomIsToldInIt() {
    SyncSession session = new SyncSession(anna);
    session.next();
    anna.put(ofRoom("account_data/org.example.note"), Json.of("text", "x")).ok();
    JsonNode told = SyncSession.joined(session.news(), room).path("account_data").path("events");
    assertThat(Json.texts(told, "type")).containsExactly("org.example.note");
    assertThat(anna.get(ofRoom("account_data/org.example.note")).ok())
        .isEqualTo(Json.of("text", "x"));
    anna.get(mine("account_data/org.example.note")).refused(404, "M_NOT_FOUND");
  }

  @Test
  void accountDataOfOthersAndOfTheServerIsClosed() {
    bert.get(mine("account_data/x")).refused(403, "M_FORBIDDEN");
    bert.put(mine("account_data/x"), Json.of()).refused(403, "M_FORBIDDEN");
    anna.get(mine("account_data/x")).refused(404, "M_NOT_FOUND");
    anna.put(ofRoom("account_data/m.fully_read"), Json.of()).refused(405, "M_BAD_JSON");
    anna.put(mine("account_data/m.push_rules"), Json.of()).refused(405, "M_BAD_JSON");
    anna.put(mine("account_data/" + "t".repeat(256)), Json.of()).refused(400, "M_INVALID_PARAM");
    anna.call("PUT", mine("account_data/x"), "[]").refused(400, "M_BAD_JSON");
    anna.call("PUT", mine("account_data/x"), "{").refused(400, "M_NOT_JSON");
  }

  @Test
  void tagsComeAndGo() {
    anna.put(ofRoom("tags/u.work"), Json.of("order", 0.5)).ok();
    anna.put(ofRoom("tags/m.favourite"), Json.of()).ok();
    assertThat(anna.get(ofRoom("tags")).ok())
        .isEqualTo(
            Json.of("tags", Json.of("u.work", Json.of("order", 0.5), "m.favourite", Json.of())));
    SyncSession session = new SyncSession(anna);
    session.next();
    anna.delete(ofRoom("tags/u.work")).ok();
    JsonNode told = SyncSession.joined(session.news(), room).path("account_data").path("events");
    assertThat(told.get(0).path("type").asText()).isEqualTo("m.tag");
    assertThat(told.get(0).path("content").path("tags"))
        .isEqualTo(Json.of("m.favourite", Json.of()));
    anna.delete(ofRoom("tags/u.nothing")).ok();
    anna.put(ofRoom("tags/u.work"), Json.of("order", 2)).refused(400, "M_INVALID_PARAM");
    bert.get(ofRoom("tags")).refused(403, "M_FORBIDDEN");
  }

  @Test
  void tagsOfManyRequestsAtOnceAreAllKept() {
    CompletableFuture<?>[] all = new CompletableFuture<?>[8];
    for (int i = 0; i < all.length; i++) {
      String tag = "tags/u.t" + i;
      all[i] = CompletableFuture.runAsync(() -> anna.put(ofRoom(tag), Json.of()).ok());
    }
    CompletableFuture.allOf(all).join();
    assertThat(anna.get(ofRoom("tags")).ok().path("tags")).hasSize(all.length);
  }

  @Test
  void filtersAreKeptAndUsed() {
    JsonNode filter = Json.of("room", Json.of("timeline", Json.of("limit", 1)));
    String id = anna.post(mine("filter"), filter).ok().path("filter_id").asText();
    assertThat(anna.post(mine("filter"), filter).ok().path("filter_id").asText()).isEqualTo(id);
    assertThat(anna.get(mine("filter/" + id)).ok()).isEqualTo(filter);
    JsonNode answer = new SyncSession(anna, "filter=" + id).next();
    assertThat(SyncSession.timeline(answer, room)).hasSize(1);
    anna.get(mine("filter/none")).refused(404, "M_NOT_FOUND");
    bert.get(mine("filter/" + id)).refused(403, "M_FORBIDDEN");
    bert.post(mine("filter"), filter).refused(403, "M_FORBIDDEN");
    anna.post(mine("filter"), Json.of("event_format", "xml")).refused(400, "M_BAD_JSON");
  }

  private Reply receipt(Client client, String type, String event, JsonNode body) {
    return new CurrentRoom(client, room.id())
        .post("receipt/" + type + "/" + Client.encode(event), body);
  }

  @Test
  void receiptsAreToldToAllAndPrivateOnesToNobodyElse() {
    String event = room.say("read me");
    SyncSession annas = new SyncSession(anna);
    SyncSession berts = new SyncSession(bert);
    annas.next();
    berts.next();
    receipt(bert, "m.read", event, Json.of()).ok();
    JsonNode read = SyncSession.ephemeral(SyncSession.joined(annas.news(), room), "m.receipt");
    assertThat(read.path(event).path("m.read").path(bert.userId()).path("ts").asLong())
        .isPositive();
    String later = room.say("and me");
    annas.next();
    berts.next();
    receipt(bert, "m.read.private", later, Json.of()).ok();
    assertThat(annas.next().path("rooms")).isEmpty();
    JsonNode own = SyncSession.ephemeral(SyncSession.joined(berts.news(), room), "m.receipt");
    assertThat(own.path(later).path("m.read.private").has(bert.userId())).isTrue();
    JsonNode first =
        SyncSession.ephemeral(SyncSession.joined(new SyncSession(anna).next(), room), "m.receipt");
    assertThat(first.path(event).path("m.read").has(bert.userId())).isTrue();
  }

  @Test
  void aReceiptDoesNotMoveBackwards() {
    String first = room.say("one");
    String second = room.say("two");
    SyncSession annas = new SyncSession(anna);
    annas.next();
    receipt(bert, "m.read", second, Json.of()).ok();
    annas.news();
    receipt(bert, "m.read", first, Json.of()).ok();
    assertThat(annas.next().path("rooms")).isEmpty();
  }

  @Test
  void receiptsOfThreadsStandBesideEachOther() {
    String root = room.say("root");
    JsonNode relation = Json.of("rel_type", "m.thread", "event_id", root);
    String inThread =
        room.send(
                "m.room.message",
                "thread-1",
                Json.of("msgtype", "m.text", "body", "in", "m.relates_to", relation))
            .ok()
            .path("event_id")
            .asText();
    SyncSession annas = new SyncSession(anna);
    annas.next();
    receipt(bert, "m.read", root, Json.of("thread_id", "main")).ok();
    String told = SyncSession.joined(annas.news(), room).path("ephemeral").toString();
    assertThat(told).contains("\"thread_id\":\"main\"");
    receipt(bert, "m.read", inThread, Json.of("thread_id", root)).ok();
    annas.news();
    String all =
        SyncSession.joined(new SyncSession(anna).next(), room).path("ephemeral").toString();
    assertThat(all).contains("\"thread_id\":\"main\"").contains("\"thread_id\":\"" + root + "\"");
    receipt(bert, "m.read", inThread, Json.of("thread_id", "main")).refused(400, "M_INVALID_PARAM");
    receipt(bert, "m.read", inThread, Json.of("thread_id", "$other"))
        .refused(400, "M_INVALID_PARAM");
    receipt(bert, "m.read", inThread, Json.of("thread_id", "")).refused(400, "M_INVALID_PARAM");
    receipt(bert, "m.read", inThread, Json.of("thread_id", 5)).refused(400, "M_INVALID_PARAM");
    receipt(bert, "m.fully_read", inThread, Json.of("thread_id", "main"))
        .refused(400, "M_INVALID_PARAM");
  }

  @Test
  void receiptsOfWhatIsNotThereAreRefused() {
    String event = room.say("here");
    receipt(bert, "m.seen", event, Json.of()).refused(400, "M_INVALID_PARAM");
    receipt(bert, "m.read", "$nothing", Json.of()).refused(404, "M_NOT_FOUND");
    String elsewhere = CurrentRoom.create(bert, "preset", "private_chat").say("elsewhere");
    receipt(bert, "m.read", elsewhere, Json.of()).refused(404, "M_NOT_FOUND");
    Client carla = CurrentRoom.client(server.fresh("carla"));
    receipt(carla, "m.read", event, Json.of()).refused(403, "M_FORBIDDEN");
  }

  @Test
  void theReadMarkerIsToldToTheReaderAlone() {
    String event = room.say("here");
    SyncSession annas = new SyncSession(anna);
    SyncSession berts = new SyncSession(bert);
    annas.next();
    berts.next();
    new CurrentRoom(bert, room.id())
        .post("read_markers", Json.of("m.fully_read", event, "m.read", event))
        .ok();
    JsonNode own = SyncSession.joined(berts.news(), room);
    assertThat(own.path("account_data").path("events").get(0).path("type").asText())
        .isEqualTo("m.fully_read");
    assertThat(own.path("account_data").path("events").get(0).path("content"))
        .isEqualTo(Json.of("event_id", event));
    JsonNode others = SyncSession.joined(annas.news(), room);
    assertThat(others.has("account_data")).isFalse();
    assertThat(
            SyncSession.ephemeral(others, "m.receipt")
                .path(event)
                .path("m.read")
                .has(bert.userId()))
        .isTrue();
    new CurrentRoom(bert, room.id())
        .post("read_markers", Json.of("m.fully_read", 1))
        .refused(400, "M_BAD_JSON");
  }
}
