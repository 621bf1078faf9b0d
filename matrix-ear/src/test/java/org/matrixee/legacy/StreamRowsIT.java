package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-STREAM and the details of {@code GET /events}. */
@Execution(ExecutionMode.CONCURRENT)
class StreamRowsIT {

  @Test
  @Row({"S-STREAM-01", "S-STREAM-05"})
  void serverHoldsTheRequestUntilItsTimeout() {
    Client anna = Users.fresh("anna");
    LiveStream stream = anna.stream();
    for (int attempt = 0; ; attempt++) {
      long start = System.nanoTime();
      List<JsonNode> events = stream.poll(2000);
      Duration held = Duration.ofNanos(System.nanoTime() - start);
      if (events.isEmpty()) {
        assertThat(held).isBetween(Duration.ofMillis(1800), Duration.ofSeconds(8));
        return;
      }
      // Only news of one's own presence may end it early, and not for ever.
      assertThat(LiveStream.roomEvents(events)).isEmpty();
      assertThat(attempt).isLessThan(3);
    }
  }

  @Test
  @Row("S-STREAM-02")
  void requestReturnsEarlyWhenAnEventOccurs() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    LiveStream stream = anna.stream();
    for (int i = 0; i < 5; i++) {
      CompletableFuture<Reply> poll = stream.pollLater(30_000);
      anna.get("/publicRooms").ok();
      String eventId = room.say("wake up");
      long start = System.nanoTime();
      List<JsonNode> events = stream.accept(poll.join());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      if (!Json.texts(events, "event_id").contains(eventId)) {
        stream.until(eventId);
      }
    }
  }

  @Test
  @Row({"S-STREAM-03", "S-INV-01"})
  void visibleEventsAppear() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Client carl = Users.fresh("carl");
    Room room = anna.publicRoom().with(bert);
    Room invited = anna.createRoom();
    LiveStream stream = bert.stream();
    String message = room.say("message");
    room.setState("m.room.topic", "", Json.of("topic", "new")).ok();
    room.as(carl).join().ok();
    invited.invite(bert.userId()).ok();
    List<JsonNode> events = stream.untilNow();
    assertThat(events).hasSize(4);
    assertThat(Json.texts(events, "type"))
        .containsExactly("m.room.message", "m.room.topic", "m.room.member", "m.room.member");
    assertThat(events.get(0).path("event_id").asText()).isEqualTo(message);
    assertThat(events.get(2).path("state_key").asText()).isEqualTo(carl.userId());
    JsonNode invite = events.get(3);
    assertThat(invite.path("room_id").asText()).isEqualTo(invited.id());
    assertThat(invite.path("state_key").asText()).isEqualTo(bert.userId());
    assertThat(invite.path("user_id").asText()).isEqualTo(anna.userId());
    assertThat(invite.path("content").path("membership").asText()).isEqualTo("invite");
  }

  @Test
  @Row("S-STREAM-04")
  void invisibleEventsDoNotAppear() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room publicRoom = anna.publicRoom();
    Room invited = anna.createRoom();
    invited.invite(bert.userId()).ok();
    LiveStream stream = bert.stream();
    publicRoom.say("not for bert");
    invited.say("nor this");
    invited.setState("m.room.name", "", Json.of("name", "nor this")).ok();
    assertThat(stream.untilNow()).isEmpty();
  }

  @Test
  @Row({"S-STREAM-06", "S-STREAM-07"})
  void endTokenContinuesWithoutLossOrRepetition() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    LiveStream stream = anna.stream();
    List<String> sent = List.of(room.say("1"), room.say("2"), room.say("3"));
    String start = stream.position();
    assertThat(Json.texts(stream.until(sent.get(2)), "event_id")).isEqualTo(sent);
    assertThat(LiveStream.roomEvents(stream.poll(0))).isEmpty();
    LiveStream again = new LiveStream(anna, start);
    assertThat(Json.texts(LiveStream.roomEvents(again.poll(0)), "event_id")).isEqualTo(sent);
  }

  @Test
  @Row("S-STREAM-06")
  void limitIsHonouredWithoutLoss() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String from = anna.stream().position();
    List<String> sent = List.of(room.say("1"), room.say("2"), room.say("3"), room.say("4"));
    anna.stream().untilNow();
    for (String expected : sent) {
      JsonNode answer = anna.get("/events?timeout=0&limit=1&from=" + Client.encode(from)).ok();
      assertThat(Json.texts(answer.path("chunk"), "event_id")).containsExactly(expected);
      from = answer.path("end").asText();
    }
  }

  @Test
  @Row("S-STREAM-06")
  void parallelRequestsWithOneTokenGetTheSameEvents() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    LiveStream one = anna.stream();
    Presence.until(one, anna, "online"); // else that would end the requests
    LiveStream two = new LiveStream(anna, one.position());
    CompletableFuture<Reply> first = one.pollLater(20_000);
    CompletableFuture<Reply> second = two.pollLater(20_000);
    String eventId = room.say("both");
    List<JsonNode> ones = one.accept(first.join());
    List<JsonNode> twos = two.accept(second.join());
    assertThat(Json.texts(ones, "event_id")).contains(eventId);
    assertThat(Json.texts(twos, "event_id")).contains(eventId);
  }

  @Test
  @Row("S-STREAM-08")
  void initialSyncWithAFreshTokenListsAllRooms() {
    Client anna = Users.fresh("anna");
    List<String> rooms = List.of(anna.createRoom().id(), anna.publicRoom().id());
    assertThat(Json.texts(anna.anotherSession().initialSync(1).path("rooms"), "room_id"))
        .containsExactlyInAnyOrderElementsOf(rooms);
  }

  @Test
  @Row("S-STREAM-09")
  void streamGoesOnFromInitialSync() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.say("before");
    LiveStream stream = new LiveStream(anna, anna.initialSync(10).path("end").asText());
    String after = room.say("after");
    assertThat(Json.texts(stream.until(after), "event_id")).containsExactly(after);
  }

  @Test
  void positionInThePastAnswersAtOnce() {
    Client anna = Users.fresh("anna");
    LiveStream stream = anna.stream();
    Room room = anna.createRoom();
    room.say("long ago");
    anna.stream().untilNow();
    long start = System.nanoTime();
    assertThat(LiveStream.roomEvents(stream.poll(30_000))).isNotEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void timeoutZeroAnswersAtOnceAndFromDefaultsToNow() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.say("past");
    anna.stream().untilNow();
    long start = System.nanoTime();
    JsonNode answer = anna.get("/events?timeout=0").ok();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(LiveStream.roomEvents(Json.elements(answer.path("chunk")))).isEmpty();
    String next = room.say("next");
    LiveStream stream = new LiveStream(anna, answer.path("end").asText());
    assertThat(Json.texts(stream.until(next), "event_id")).containsExactly(next);
  }

  @Test
  void endAndStartAreAcceptedQuietly() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String last = room.say("last");
    anna.get("/events?timeout=0&from=END").ok();
    JsonNode page = room.messages("from=END&dir=b&limit=1").ok();
    assertThat(Json.texts(page.path("chunk"), "event_id")).containsExactly(last);
  }

  @Test
  @Row("S-JOIN-07")
  void joiningDuringAPollMakesThatPollSeeTheRoom() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room room = anna.publicRoom();
    LiveStream stream = bert.stream();
    CompletableFuture<Reply> poll = stream.pollLater(20_000);
    room.as(bert).join().ok();
    String eventId = room.say("welcome");
    List<JsonNode> first = LiveStream.roomEvents(stream.accept(poll.join()));
    if (!Json.texts(first, "event_id").contains(eventId)) {
      stream.until(eventId);
    }
  }

  @Test
  void envelopeOfALiveEventHasBothDialects() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    LiveStream stream = anna.stream();
    String eventId = room.say("hello");
    JsonNode event = stream.until(eventId).get(0);
    assertThat(event.path("ts").isIntegralNumber()).as("ts in %s", event).isTrue();
    assertThat(event.path("origin_server_ts")).isEqualTo(event.path("ts"));
    assertThat(event.path("age").asLong(-1)).isBetween(0L, 30_000L);
    assertThat(event.path("user_id").asText()).isEqualTo(anna.userId());
    assertThat(event.path("room_id").asText()).isEqualTo(room.id());
    assertThat(event.has("state_key")).isFalse();
  }
}
