package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Two clients talk: everything that people do in a room, with a restart in between. */
final class Conversation {
  private static final int MESSAGES = 1000;

  private Conversation() {}

  static void hold(MatrixServer server) {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    String name = Users.name("lounge");
    Room room = anna.createRoom("room_alias_name", name, "name", "Lounge", "topic", "Anything");
    LiveStream annas = anna.stream();
    LiveStream berts = bert.stream();
    inviteAndJoinByAlias(room, bert, berts, "#" + name + ":" + server.name());
    List<String> said = talk(room, bert);
    List<JsonNode> heard = berts.until(said.get(MESSAGES - 1));
    assertThat(messages(heard)).isEqualTo(said);
    assertThat(messages(annas.until(said.get(MESSAGES - 1)))).isEqualTo(said);

    server.restart();
    assertThat(LiveStream.roomEvents(berts.poll(0))).isEmpty();
    pageBack(room.as(bert), said);
    assertThat(room.send("m.room.message", "t0", text("again")).ok().path("event_id").asText())
        .isEqualTo(said.get(0));
    sessionGoesOn(room, bert, berts, annas);
    redactAndBan(room, bert, said, berts);
    finalSync(room, bert, said);
    assertThat(server.log()).doesNotContain("ERROR").doesNotContain(anna.token());
  }

  private static JsonNode text(String body) {
    return Json.of("msgtype", "m.text", "body", body);
  }

  private static List<String> messages(List<JsonNode> events) {
    return Json.texts(
        Json.where(events, e -> e.path("type").asText().equals("m.room.message")), "event_id");
  }

  private static void inviteAndJoinByAlias(Room room, Client bert, LiveStream berts, String alias) {
    room.forbids(() -> bert.join(alias));
    room.invite(bert.userId()).ok();
    JsonNode invite = berts.until(e -> e.path("room_id").asText().equals(room.id())).get(0);
    assertThat(invite.path("content").path("membership").asText()).isEqualTo("invite");
    assertThat(bert.join(alias).ok()).isEqualTo(Json.of("room_id", room.id()));
    assertThat(room.membership(bert)).isEqualTo("join");
  }

  /** Both speak in turn by PUT; every tenth request is sent again as if its answer was lost. */
  private static List<String> talk(Room room, Client bert) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      Room speaker = i % 2 == 0 ? room : room.as(bert);
      String eventId = put(speaker, i);
      if (i % 10 == 0) {
        assertThat(put(speaker, i)).isEqualTo(eventId);
      }
      said.add(eventId);
    }
    assertThat(said).doesNotHaveDuplicates();
    return said;
  }

  private static String put(Room speaker, int i) {
    return speaker
        .send("m.room.message", "t" + i, text("message " + i))
        .ok()
        .path("event_id")
        .asText();
  }

  private static void pageBack(Room room, List<String> said) {
    List<String> read = new ArrayList<>();
    JsonNode sync = room.client().get(room.at("initialSync") + "?limit=20").ok();
    List<String> recent = Json.texts(sync.path("messages").path("chunk"), "event_id");
    assertThat(recent).isEqualTo(said.subList(MESSAGES - 20, MESSAGES));
    String from = sync.path("messages").path("start").asText();
    while (true) {
      JsonNode page = room.messages("dir=b&limit=97&from=" + Client.encode(from)).ok();
      if (page.path("chunk").isEmpty()) {
        break;
      }
      page.path("chunk").forEach(event -> read.add(event.path("event_id").asText()));
      from = page.path("end").asText();
    }
    Collections.reverse(read);
    assertThat(read).doesNotHaveDuplicates().endsWith(said.get(MESSAGES - 21));
    assertThat(read).containsSubsequence(said.subList(0, MESSAGES - 20));
    assertThat(room.history().get(0).path("type").asText()).isEqualTo("m.room.create");
  }

  private static void sessionGoesOn(Room room, Client bert, LiveStream berts, LiveStream annas) {
    String eventId = room.as(bert.anotherSession()).say("after the restart");
    assertThat(Json.texts(berts.until(eventId), "event_id")).containsExactly(eventId);
    assertThat(Json.texts(annas.until(eventId), "event_id")).containsExactly(eventId);
  }

  private static void redactAndBan(Room room, Client bert, List<String> said, LiveStream berts) {
    String target = said.get(1);
    room.forbids(() -> room.as(bert).redact(target));
    String redaction = room.redact(target, "reason", "rude").ok().path("event_id").asText();
    assertThat(room.event(target).path("content")).isEqualTo(Json.of());
    assertThat(Json.texts(berts.until(redaction), "event_id")).contains(redaction);
    room.ban(bert).ok();
    List<JsonNode> last = berts.untilNow();
    assertThat(last.get(last.size() - 1).path("content").path("membership").asText())
        .isEqualTo("ban");
    room.forbids(() -> room.as(bert).message("let me in"));
    room.forbids(() -> room.as(bert).join());
    room.say("without bert");
    berts.seesNothingOf(room);
  }

  private static void finalSync(Room room, Client bert, List<String> said) {
    assertThat(bert.syncEntry(room.id()).isMissingNode()).isTrue();
    JsonNode entry = room.client().syncEntry(room.id());
    assertThat(entry.path("messages").path("chunk")).hasSize(10);
    assertThat(Json.texts(entry.path("state"), "event_id"))
        .containsExactlyInAnyOrderElementsOf(Json.texts(room.stateEvents(), "event_id"));
    assertThat(room.state("m.room.topic", "").ok()).isEqualTo(Json.of("topic", "Anything"));
    assertThat(messages(room.history())).hasSize(said.size() + 2);
  }
}
