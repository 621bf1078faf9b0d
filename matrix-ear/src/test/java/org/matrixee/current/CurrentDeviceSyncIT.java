package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** What syncs tell devices for end-to-end encryption (v1.19, "Extensions to /sync"). */
class CurrentDeviceSyncIT {
  private static MatrixServer server;

  private Client anna;
  private Client bert;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    anna = CurrentRoom.client(server.fresh("anna"));
    bert = CurrentRoom.client(server.fresh("bert"));
  }

  private void send(Client to, String txnId, int number) {
    String device = to.get("/account/whoami").ok().path("device_id").asText();
    JsonNode messages = Json.of(to.userId(), Json.of(device, Json.of("number", number)));
    anna.put("/sendToDevice/org.example.note/" + txnId, Json.of("messages", messages)).ok();
  }

  private static List<Integer> numbers(JsonNode answer) {
    return Json.elements(answer.path("to_device").path("events")).stream()
        .map(event -> event.path("content").path("number").asInt())
        .toList();
  }

  @Test
  void messagesForADeviceAreToldOnceTheyCome() throws Exception {
    SyncSession berts = new SyncSession(bert);
    berts.next();
    String before = berts.since();
    CompletableFuture<Reply> waiting = berts.later();
    TimeUnit.MILLISECONDS.sleep(200);
    send(bert, "one", 1);
    JsonNode answer = waiting.get(10, TimeUnit.SECONDS).ok();
    assertThat(numbers(answer)).containsExactly(1);
    JsonNode message = answer.path("to_device").path("events").get(0);
    assertThat(message.path("sender").asText()).isEqualTo(anna.userId());
    assertThat(message.path("type").asText()).isEqualTo("org.example.note");
    assertThat(numbers(berts.at(before).news())).containsExactly(1);
    assertThat(berts.next().has("to_device")).isFalse();
    assertThat(new SyncSession(bert).next().has("to_device")).isFalse();
  }

  @Test
  void manyMessagesComeInPagesNoneTwice() {
    SyncSession berts = new SyncSession(bert);
    berts.next();
    for (int i = 0; i < 130; i++) {
      send(bert, "n" + i, i);
    }
    List<Integer> got = new ArrayList<>(numbers(berts.news()));
    assertThat(got).hasSize(100);
    got.addAll(numbers(berts.next()));
    assertThat(got).containsExactlyElementsOf(IntStream.range(0, 130).boxed().toList());
    assertThat(berts.next().has("to_device")).isFalse();
  }

  @Test
  void changesOfDevicesAreToldToThoseWhoShareARoom() {
    CurrentRoom room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(bert).join().ok();
    SyncSession annas = new SyncSession(anna);
    annas.next();
    CryptoDevice phone = CryptoDevice.withKeys(server, bert, "PHONE");
    phone.upload("one_time_keys", phone.oneTimeKeys("a", "b")).ok();
    JsonNode told = annas.news().path("device_lists");
    assertThat(told.path("changed")).isEqualTo(Json.list(bert.userId()));
    assertThat(annas.next().has("device_lists")).isFalse();
    room.as(bert).post("leave", Json.of()).ok();
    JsonNode parted = annas.news().path("device_lists");
    assertThat(parted.path("left")).isEqualTo(Json.list(bert.userId()));
    room.as(bert).join().ok();
    assertThat(annas.news().path("device_lists").path("changed"))
        .isEqualTo(Json.list(bert.userId()));
    assertThat(new SyncSession(phone.client()).next().path("device_one_time_keys_count"))
        .isEqualTo(Json.of("signed_curve25519", 2));
    JsonNode none = annas.next();
    assertThat(none.path("device_one_time_keys_count")).isEqualTo(Json.of("signed_curve25519", 0));
    assertThat(none.path("device_unused_fallback_key_types").isArray()).isTrue();
  }
}
