package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-PRES: states, activity, who sees whom, streams and the status calls. */
@Execution(ExecutionMode.CONCURRENT)
class PresenceRowsIT {
  private static final List<String> SETTABLE =
      List.of("unavailable", "online", "free_for_chat", "offline");

  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Presence annas = Presence.of(anna);
  private final Presence berts = Presence.of(bert);

  @Test
  @Row({"S-PRES-01", "S-PRES-31"})
  void presenceIsAnEventOutsideAnyRoom() {
    anna.publicRoom().with(bert);
    anna.put(path("profile", anna.userId(), "displayname"), Json.of("displayname", "Anna A.")).ok();
    anna.put(path("profile", anna.userId(), "avatar_url"), Json.of("avatar_url", "http://a/b"))
        .ok();
    LiveStream stream = bert.stream();
    annas.put("presence", "unavailable", "status_msg", "lunch").ok();
    JsonNode event = Presence.until(stream, anna, "unavailable");
    assertThat(Json.keys(event)).containsExactlyInAnyOrder("type", "content");
    complete(event.path("content"));
    JsonNode synced = berts.synced(anna);
    complete(synced);
    assertThat(synced.path("presence").asText()).isEqualTo("unavailable");
    JsonNode of = berts.synced(bert);
    assertThat(Json.keys(of)).doesNotContain("status_msg", "displayname", "avatar_url");
  }

  private void complete(JsonNode content) {
    assertThat(Json.keys(content))
        .containsExactlyInAnyOrder(
            "user_id", "presence", "status_msg", "last_active_ago", "displayname", "avatar_url");
    assertThat(content.path("user_id").asText()).isEqualTo(anna.userId());
    assertThat(content.path("displayname").asText()).isEqualTo("Anna A.");
    assertThat(content.path("avatar_url").asText()).isEqualTo("http://a/b");
    assertThat(content.path("status_msg").asText()).isEqualTo("lunch");
    assertThat(content.path("last_active_ago").isIntegralNumber()).isTrue();
  }

  @Test
  @Row({"S-PRES-02", "S-PRES-04", "S-PRES-06", "S-PRES-25"})
  void everySettableStateIsReadBackAndSeenByRoomMates() {
    anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    for (String state : SETTABLE) {
      annas.put("presence", state, "status_msg", "I am " + state).ok();
      JsonNode own = annas.status(anna).ok();
      assertThat(own.path("presence").asText()).isEqualTo(state);
      assertThat(own.path("status_msg").asText()).isEqualTo("I am " + state);
      assertThat(berts.stateOf(anna)).isEqualTo(state);
      JsonNode event = Presence.until(stream, anna, state);
      assertThat(event.path("content").path("status_msg").asText()).isEqualTo("I am " + state);
    }
    annas.set("online");
    assertThat(annas.status(anna).ok().has("status_msg")).isFalse();
  }

  @Test
  @Row({"S-PRES-02", "S-PRES-07"})
  void otherStatesAndWrongBodiesAreRefusedAndChangeNothing() {
    annas.put("presence", "free_for_chat", "status_msg", "before").ok();
    for (String state : new String[] {"lurking", "hidden", "busy", "ONLINE", ""}) {
      annas.put("presence", state).badJson();
    }
    annas.put().badJson();
    annas.put("presence", 2).badJson();
    annas.put("presence", "online", "status_msg", 7).badJson();
    annas.put("presence", "online", "status_msg", "x".repeat(1001)).badJson();
    anna.call("PUT", path("presence", anna.userId(), "status"), "[]").badJson();
    anna.call("PUT", path("presence", anna.userId(), "status"), "{").refused(400, "M_NOT_JSON");
    JsonNode status = annas.status(anna).ok();
    assertThat(status.path("presence").asText()).isEqualTo("free_for_chat");
    assertThat(status.path("status_msg").asText()).isEqualTo("before");
    annas.put("presence", "online", "status_msg", null, "com.example.more", 1).ok();
  }

  @Test
  @Row("S-PRES-03")
  void openStreamMakesOnline() {
    anna.publicRoom().with(bert);
    assertThat(berts.stateOf(anna)).isEqualTo("offline");
    LiveStream watching = bert.stream();
    CompletableFuture<Reply> open = anna.stream().pollLater(20_000);
    Presence.until(watching, anna, "online");
    assertThat(berts.stateOf(anna)).isEqualTo("online");
    assertThat(annas.activeAgo()).isLessThan(20_000);
    open.cancel(true);
  }

  @Test
  @Row("S-PRES-09")
  void choiceOfOneDeviceReachesTheOthersOfTheUser() {
    Client phone = anna.anotherSession();
    LiveStream stream = phone.stream();
    annas.put("presence", "unavailable", "status_msg", "on the road").ok();
    JsonNode event = Presence.until(stream, anna, "unavailable");
    assertThat(event.path("content").path("status_msg").asText()).isEqualTo("on the road");
  }

  @Test
  @Row({"S-PRES-10", "S-PRES-24"})
  void statusHasStateMessageAndTimeSinceActivity() {
    JsonNode never = annas.status(anna).ok();
    assertThat(Json.keys(never)).containsExactly("presence");
    assertThat(never.path("presence").asText()).isEqualTo("offline");
    annas.put("presence", "online", "status_msg", "hello").ok();
    JsonNode status = annas.status(anna).ok();
    assertThat(Json.keys(status))
        .containsExactlyInAnyOrder("presence", "status_msg", "last_active_ago");
    assertThat(status.path("status_msg").isTextual()).isTrue();
    assertThat(annas.activeAgo()).isBetween(0L, 5_000L);
  }

  @Test
  @Row("S-PRES-11")
  void messageCountsAsActivityAndStateDoesNot() {
    Room room = anna.createRoom();
    annas.set("online");
    annas.awaitIdle(2000);
    room.setState("m.room.topic", "", Json.of("topic", "t")).ok();
    assertThat(annas.activeAgo()).isGreaterThanOrEqualTo(2000);
    room.say("I am here");
    assertThat(annas.activeAgo()).isLessThan(1500);
    annas.awaitIdle(2000);
    room.say("still");
    assertThat(annas.activeAgo()).isLessThan(1500);
  }

  @Test
  @Row({"S-PRES-12", "S-PRES-13"})
  void risingCountsAsActivityAndFallingDoesNot() {
    annas.set("unavailable");
    annas.awaitIdle(2000);
    annas.set("online");
    assertThat(annas.activeAgo()).isLessThan(1500);
    annas.awaitIdle(2000);
    annas.set("unavailable");
    assertThat(annas.activeAgo()).isGreaterThanOrEqualTo(2000);
    annas.set("offline");
    assertThat(annas.activeAgo()).isGreaterThanOrEqualTo(2000);
  }

  @Test
  @Row("S-PRES-14")
  void timeSinceActivityIsThatOfTheAnswer() {
    annas.set("online");
    long first = annas.activeAgo();
    long start = System.nanoTime();
    annas.awaitIdle(first + 1000);
    long passed = (System.nanoTime() - start) / 1_000_000;
    assertThat(annas.activeAgo() - first).isBetween(1000L, passed + 1500);
  }

  @Test
  @Row("S-PRES-26")
  void settingTheStatusIsActivityWhateverTheClientSaysOfIt() {
    annas.set("online");
    annas.awaitIdle(2000);
    annas.put("presence", "online", "status_msg", "still", "last_active_ago", 500_000).ok();
    assertThat(annas.activeAgo()).isLessThan(1500);
  }

  @Test
  @Row("S-PRES-27")
  void statusOfAnotherUserCannotBeSet() {
    annas.set("unavailable");
    bert.put(path("presence", anna.userId(), "status"), Json.of("presence", "online")).forbidden();
    assertThat(annas.stateOf(anna)).isEqualTo("unavailable");
    anna.put(path("presence", "@anna:elsewhere.example", "status"), Json.of("presence", "online"))
        .refused(400, "M_BAD_JSON");
    anna.put(path("presence", "anna", "status"), Json.of("presence", "online")).refused();
    anna.withToken("")
        .put(path("presence", anna.userId(), "status"), Json.of("presence", "online"))
        .refused();
  }

  @Test
  @Row("S-PRES-22")
  void roomMatesSeeEachOther() {
    annas.put("presence", "online", "status_msg", "seen").ok();
    Room room = anna.publicRoom();
    berts.status(anna).notFound();
    LiveStream joining = bert.stream();
    room.as(bert).join().ok();
    assertThat(berts.status(anna).ok().path("status_msg").asText()).isEqualTo("seen");
    assertThat(Presence.until(joining, anna, "online").path("content").path("status_msg").asText())
        .isEqualTo("seen");
    room.as(bert).leave().ok();
    berts.status(anna).notFound();
    annas.status(bert).notFound();
  }

  @Test
  void whoJoinsIsShownToTheRoom() {
    Room room = anna.publicRoom();
    berts.set("free_for_chat");
    LiveStream resident = anna.stream();
    room.as(bert).join().ok();
    Presence.until(resident, bert, "free_for_chat");
  }

  @Test
  @Row("S-PRES-23")
  void strangersSeeNothing() {
    LiveStream stream = bert.stream();
    annas.put("presence", "online", "status_msg", "secret").ok();
    Room invited = anna.createRoom();
    invited.invite(bert.userId()).ok();
    berts.status(anna).notFound();
    bert.get(path("presence", "@nobody:localhost", "status")).notFound();
    assertThat(berts.synced(anna).isMissingNode()).isTrue();
    Presence.until(stream, bert, "online");
    annas.set("unavailable");
    berts.put("presence", "unavailable", "status_msg", "fence").ok();
    List<JsonNode> seen = stream.poll(5000);
    while (seen.stream().noneMatch(event -> event.toString().contains("fence"))) {
      assertThat(seen).noneMatch(event -> Presence.isOf(event, anna));
      seen = stream.poll(5000);
    }
    assertThat(seen).noneMatch(event -> Presence.isOf(event, anna));
  }

  @Test
  @Row("S-SYNC-02")
  void initialSyncHasThePresenceOfRoomMates() {
    Room room = anna.publicRoom().with(bert);
    LiveStream before = bert.stream();
    annas.put("presence", "free_for_chat", "status_msg", "talk to me").ok();
    Presence.until(before, anna, "free_for_chat");
    JsonNode mate = berts.synced(anna);
    assertThat(mate.path("presence").asText()).isEqualTo("free_for_chat");
    assertThat(mate.path("status_msg").asText()).isEqualTo("talk to me");
    JsonNode ofRoom = room.as(bert).client().get(room.at("initialSync")).ok().path("presence");
    assertThat(ofRoom)
        .anyMatch(event -> Presence.isOf(event, anna))
        .anyMatch(event -> Presence.isOf(event, bert));
    // The stream goes on from there without telling it again.
    LiveStream stream = new LiveStream(bert, bert.initialSync(1).path("end").asText());
    assertThat(stream.poll(0)).noneMatch(event -> Presence.isOf(event, anna));
  }

  @Test
  void oldTokenWithoutPresenceGetsThePresenceOfAllOnce() {
    anna.publicRoom().with(bert);
    LiveStream before = bert.stream();
    annas.set("unavailable");
    Presence.until(before, anna, "unavailable");
    String events = before.position().replaceFirst("_.*", "");
    LiveStream stream = new LiveStream(bert, events);
    assertThat(stream.poll(5000)).anyMatch(event -> Presence.isOf(event, anna));
    assertThat(stream.poll(0)).noneMatch(event -> Presence.isOf(event, anna));
  }

  @Test
  @Row("S-PROF-15")
  void profileChangeIsTold() {
    anna.publicRoom().with(bert);
    annas.set("unavailable");
    LiveStream stream = bert.stream();
    anna.put(path("profile", anna.userId(), "displayname"), Json.of("displayname", "Ännchen")).ok();
    JsonNode event =
        Presence.until(
            stream, anna, content -> content.path("displayname").asText().equals("Ännchen"));
    assertThat(event.path("content").path("presence").asText()).isEqualTo("unavailable");
    anna.put(path("profile", anna.userId(), "avatar_url"), Json.of("avatar_url", "http://a/c"))
        .ok();
    event =
        Presence.until(
            stream, anna, content -> content.path("avatar_url").asText().equals("http://a/c"));
    assertThat(event.path("content").path("displayname").asText()).isEqualTo("Ännchen");
  }

  @Test
  void floodOfChangesComesAsFewUpdatesAndTheLast() {
    anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    Presence.until(stream, bert, "online");
    int changes = 60;
    CompletableFuture<Void> flood =
        AtOnce.run(
            () -> {
              for (int i = 1; i <= changes; i++) {
                annas
                    .put(
                        "presence",
                        i % 2 == 0 ? "online" : "unavailable",
                        "status_msg",
                        "change " + i)
                    .ok();
              }
            });
    String last = "";
    int told = 0;
    while (!last.equals("change " + changes)) {
      for (JsonNode event : stream.poll(5000)) {
        if (Presence.isOf(event, anna)) {
          String message = event.path("content").path("status_msg").asText();
          assertThat(message).isNotEqualTo(last);
          last = message;
          told++;
        }
      }
    }
    flood.join();
    assertThat(told).isBetween(1, changes);
    assertThat(berts.stateOf(anna)).isEqualTo("online");
  }
}
