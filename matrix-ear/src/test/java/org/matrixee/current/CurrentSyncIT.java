package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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

/** {@code GET /sync} (v1.19, "Syncing"). */
class CurrentSyncIT {
  private static MatrixServer server;

  private Client bert;
  private CurrentRoom room;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    Client anna = CurrentRoom.client(server.fresh("anna"));
    bert = server.fresh("bert");
    room = CurrentRoom.create(anna, "preset", "public_chat", "name", "Lunch");
  }

  @Test
  void firstSyncShowsTheRoomsAndTheNextOneWhatIsNew() {
    room.say("one");
    SyncSession anna = new SyncSession(room.client());
    JsonNode first = SyncSession.joined(anna.next(), room);
    assertThat(SyncSession.said(first)).containsExactly("one");
    assertThat(first.path("timeline").path("limited").asBoolean()).isFalse();
    assertThat(first.path("timeline").path("events").get(0).path("type").asText())
        .isEqualTo("m.room.create");
    assertThat(first.path("state").path("events")).isEmpty();
    assertThat(first.path("timeline").path("events").get(0).has("room_id")).isFalse();
    assertThat(first.path("summary").path("m.joined_member_count").asInt()).isEqualTo(1);
    assertThat(anna.next().path("rooms")).isEmpty();
    String event = room.say("two");
    JsonNode next = SyncSession.joined(anna.next(), room);
    assertThat(SyncSession.said(next)).containsExactly("two");
    assertThat(next.path("timeline").path("events").get(0).path("event_id").asText())
        .isEqualTo(event);
    assertThat(next.has("summary")).isFalse();
  }

  @Test
  void stateIsThatBeforeTheTimeline() {
    room.setState("m.room.topic", "", Json.of("topic", "old")).ok();
    for (int i = 0; i < 12; i++) {
      room.say("message " + i);
    }
    room.setState("m.room.topic", "", Json.of("topic", "new")).ok();
    JsonNode part = SyncSession.joined(new SyncSession(room.client()).next(), room);
    assertThat(part.path("timeline").path("limited").asBoolean()).isTrue();
    assertThat(part.path("timeline").path("events")).hasSize(10);
    assertThat(topic(part.path("state"))).isEqualTo("old");
    assertThat(SyncSession.members(part.path("state"))).containsExactly(room.client().userId());
    JsonNode after =
        SyncSession.joined(new SyncSession(room.client(), "use_state_after=true").next(), room);
    assertThat(after.has("state")).isFalse();
    assertThat(topic(after.path("state_after"))).isEqualTo("new");
  }

  private static String topic(JsonNode state) {
    List<JsonNode> topics =
        Json.where(state.path("events"), e -> e.path("type").asText().equals("m.room.topic"));
    assertThat(topics).hasSize(1);
    return topics.get(0).path("content").path("topic").asText();
  }

  @Test
  void aGapIsToldWithTheStateThatChangedInIt() {
    SyncSession anna = new SyncSession(room.client());
    anna.next();
    room.setState("m.room.topic", "", Json.of("topic", "in the gap")).ok();
    room.as(bert).join().ok();
    for (int i = 0; i < 12; i++) {
      room.say("message " + i);
    }
    JsonNode part = SyncSession.joined(anna.next(), room);
    assertThat(part.path("timeline").path("limited").asBoolean()).isTrue();
    assertThat(SyncSession.said(part))
        .hasSize(10)
        .contains("message 11")
        .doesNotContain("message 1");
    assertThat(SyncSession.types(part.path("state"))).containsExactly("m.room.topic");
    assertThat(SyncSession.members(part.path("state"))).containsExactly(bert.userId());
    assertThat(part.path("summary").path("m.joined_member_count").asInt()).isEqualTo(2);
    String before = part.path("timeline").path("prev_batch").asText();
    assertThat(room.bodies("dir=b&from=" + before)).containsExactly("message 1", "message 0");
  }

  @Test
  void whoEntersIsToldEverything() {
    room.say("before");
    SyncSession other = new SyncSession(bert);
    other.next();
    room.as(bert).join().ok();
    JsonNode part = SyncSession.joined(other.next(), room);
    assertThat(SyncSession.said(part)).containsExactly("before");
    assertThat(part.path("summary").path("m.joined_member_count").asInt()).isEqualTo(2);
    assertThat(other.next().path("rooms")).isEmpty();
  }

  @Test
  void whoMayNotSeeWhatWasSaidBeforeIsNotToldIt() {
    room.setState("m.room.history_visibility", "", Json.of("history_visibility", "joined")).ok();
    room.say("secret");
    room.as(bert).join().ok();
    room.say("open");
    JsonNode part = SyncSession.joined(new SyncSession(bert).next(), room);
    assertThat(SyncSession.said(part)).containsExactly("open");
    for (int i = 0; i < 12; i++) {
      room.say("message " + i);
    }
    JsonNode later = SyncSession.joined(new SyncSession(bert).next(), room);
    assertThat(SyncSession.types(later.path("state"))).contains("m.room.create", "m.room.name");
  }

  @Test
  void invitesAreToldStrippedAndEndWhenTheyAreRefused() {
    SyncSession other = new SyncSession(bert);
    other.next();
    room.setState("m.room.join_rules", "", Json.of("join_rule", "invite")).ok();
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    JsonNode invited =
        other
            .next()
            .path("rooms")
            .path("invite")
            .path(room.id())
            .path("invite_state")
            .path("events");
    assertThat(Json.texts(invited, "type"))
        .contains("m.room.create", "m.room.name", "m.room.join_rules", "m.room.member");
    assertThat(invited.get(0).has("event_id")).isFalse();
    assertThat(new SyncSession(bert).next().path("rooms").path("invite").has(room.id())).isTrue();
    room.as(bert).post("leave", Json.of()).ok();
    JsonNode left = other.next().path("rooms").path("leave").path(room.id());
    assertThat(Json.texts(left.path("timeline").path("events"), "type"))
        .containsExactly("m.room.member");
    assertThat(left.path("state").path("events")).isEmpty();
  }

  @Test
  void whoLeavesIsToldWhatHappenedUntilThen() {
    room.as(bert).join().ok();
    SyncSession other = new SyncSession(bert);
    other.next();
    room.say("last words");
    room.post("kick", Json.of("user_id", bert.userId(), "reason", "noise")).ok();
    room.say("afterwards");
    JsonNode left = other.next().path("rooms").path("leave").path(room.id());
    assertThat(SyncSession.said(left)).containsExactly("last words");
    assertThat(Json.texts(left.path("timeline").path("events"), "type"))
        .containsExactly("m.room.message", "m.room.member");
    assertThat(new SyncSession(bert).next().path("rooms").has("leave")).isFalse();
    JsonNode all =
        new SyncSession(bert, SyncSession.filter(Json.of("room", Json.of("include_leave", true))))
            .next();
    JsonNode archived = all.path("rooms").path("leave").path(room.id());
    assertThat(SyncSession.said(archived)).containsExactly("last words");
  }

  @Test
  void whoComesBackIsToldEverythingAgain() {
    room.as(bert).join().ok();
    SyncSession other = new SyncSession(bert);
    other.next();
    room.as(bert).post("leave", Json.of()).ok();
    room.say("while away");
    room.as(bert).join().ok();
    JsonNode part = SyncSession.joined(other.next(), room);
    assertThat(SyncSession.said(part)).contains("while away");
    assertThat(SyncSession.types(part.path("state"))).contains("m.room.create");
  }

  @Test
  void aRequestWaitsForWhatComes() throws Exception {
    SyncSession anna = new SyncSession(room.client());
    anna.next();
    CompletableFuture<Reply> waiting = anna.later();
    TimeUnit.MILLISECONDS.sleep(300);
    assertThat(waiting).isNotDone();
    room.say("come on");
    JsonNode answer = waiting.get(10, TimeUnit.SECONDS).ok();
    assertThat(SyncSession.said(SyncSession.joined(answer, room))).containsExactly("come on");
  }

  @Test
  void whatADeviceSentItselfHasItsTransaction() {
    SyncSession anna = new SyncSession(room.client());
    SyncSession elsewhere = new SyncSession(room.client().anotherSession());
    anna.next();
    elsewhere.next();
    room.send("m.room.message", "txn-7", Json.of("msgtype", "m.text", "body", "mine")).ok();
    JsonNode own = SyncSession.timeline(anna.next(), room).get(0);
    assertThat(own.path("unsigned").path("transaction_id").asText()).isEqualTo("txn-7");
    JsonNode others = SyncSession.timeline(elsewhere.next(), room).get(0);
    assertThat(others.path("unsigned").has("transaction_id")).isFalse();
    assertThat(others.path("unsigned").has("age")).isTrue();
  }

  @Test
  void fullStateTellsTheStateThatIsKnown() {
    SyncSession anna = new SyncSession(room.client());
    anna.next();
    assertThat(anna.next("timeout=0").path("rooms")).isEmpty();
    JsonNode part = SyncSession.joined(anna.next("full_state=true"), room);
    assertThat(SyncSession.types(part.path("state"))).contains("m.room.create", "m.room.name");
    assertThat(SyncSession.members(part.path("state"))).containsExactly(room.client().userId());
  }

  @Test
  void lazyMembersAreThoseWhoSpokeAndEachOnce() {
    room.as(bert).join().ok();
    Client carla = server.fresh("carla");
    room.as(carla).join().ok();
    for (int i = 0; i < 12; i++) {
      room.as(bert).say("message " + i);
    }
    String lazy =
        SyncSession.filter(Json.of("room", Json.of("state", Json.of("lazy_load_members", true))));
    SyncSession anna = new SyncSession(room.client(), lazy);
    JsonNode first = SyncSession.joined(anna.next(), room);
    assertThat(SyncSession.members(first.path("state")))
        .containsExactlyInAnyOrder(room.client().userId(), bert.userId());
    room.as(bert).say("known");
    JsonNode second = SyncSession.joined(anna.next(), room);
    assertThat(SyncSession.members(second.path("state"))).isEmpty();
    String before = anna.since();
    room.as(carla).say("new here");
    JsonNode third = SyncSession.joined(anna.next(), room);
    assertThat(SyncSession.members(third.path("state"))).containsExactly(carla.userId());
    JsonNode again = SyncSession.joined(anna.at(before).next(), room);
    assertThat(SyncSession.members(again.path("state"))).containsExactly(carla.userId());
    room.as(carla).say("again");
    assertThat(SyncSession.members(SyncSession.joined(anna.next(), room).path("state"))).isEmpty();
  }

  @Test
  void heroesNameARoomWithoutName() {
    CurrentRoom plain = CurrentRoom.create(room.client(), "preset", "public_chat");
    plain.as(bert).join().ok();
    JsonNode summary =
        SyncSession.joined(new SyncSession(room.client()).next(), plain).path("summary");
    assertThat(summary.path("m.heroes")).hasSize(1);
    assertThat(summary.path("m.heroes").get(0).asText()).isEqualTo(bert.userId());
    JsonNode named =
        SyncSession.joined(new SyncSession(room.client()).next(), room).path("summary");
    assertThat(named.has("m.heroes")).isFalse();
  }

  @Test
  void filtersLeaveOutRoomsAndTypes() {
    room.say("one");
    CurrentRoom other = CurrentRoom.create(room.client(), "preset", "public_chat");
    other.say("two");
    JsonNode only =
        Json.of(
            "room",
            Json.of(
                "rooms", Json.list(other.id()),
                "timeline", Json.of("types", Json.list("m.room.message"), "limit", 1)));
    JsonNode answer = new SyncSession(room.client(), SyncSession.filter(only)).next();
    assertThat(SyncSession.joined(answer, room).isMissingNode()).isTrue();
    JsonNode part = SyncSession.joined(answer, other);
    assertThat(Json.texts(part.path("timeline").path("events"), "type"))
        .containsExactly("m.room.message");
  }

  @Test
  void typingAndPresenceAreTold() {
    room.as(bert).join().ok();
    SyncSession anna = new SyncSession(room.client());
    anna.next();
    CurrentRoom berts = room.as(bert);
    berts
        .client()
        .put(
            "/rooms/" + Client.encode(room.id()) + "/typing/" + Client.encode(bert.userId()),
            Json.of("typing", true, "timeout", 20000))
        .ok();
    JsonNode part = SyncSession.joined(anna.next("timeout=5000"), room);
    assertThat(SyncSession.ephemeral(part, "m.typing").path("user_ids").get(0).asText())
        .isEqualTo(bert.userId());
    JsonNode presence =
        SyncSession.withPresence(room.client()).next().path("presence").path("events");
    assertThat(Json.texts(presence, "sender")).contains(room.client().userId());
  }

  @Test
  void anOldTokenIsAnsweredRightlyThoughMuchHappened() {
    SyncSession anna = new SyncSession(room.client());
    anna.next();
    CurrentRoom quiet = CurrentRoom.create(room.client(), "preset", "public_chat");
    quiet.say("in the quiet room");
    for (int i = 0; i < 30; i++) {
      room.say("message " + i);
    }
    JsonNode answer = anna.next();
    assertThat(SyncSession.said(SyncSession.joined(answer, quiet)))
        .containsExactly("in the quiet room");
    assertThat(SyncSession.said(SyncSession.joined(answer, room)))
        .hasSize(10)
        .endsWith("message 29");
  }

  @Test
  void editsAreToldWithTheirEvents() {
    String event = room.say("tpyo");
    JsonNode edit =
        Json.of(
            "msgtype",
            "m.text",
            "body",
            "* typo",
            "m.new_content",
            Json.of("msgtype", "m.text", "body", "typo"),
            "m.relates_to",
            Json.of("rel_type", "m.replace", "event_id", event));
    room.send("m.room.message", "edit", edit).ok();
    JsonNode first = SyncSession.timeline(new SyncSession(room.client()).next(), room);
    JsonNode told =
        Json.where(first, e -> e.path("event_id").asText().equals(event)).get(0).path("unsigned");
    assertThat(told.path("m.relations").path("m.replace").path("content").path("body").asText())
        .isEqualTo("* typo");
  }

  @Test
  void forgottenRoomsAreToldNoMore() {
    room.as(bert).join().ok();
    room.as(bert).post("leave", Json.of()).ok();
    JsonNode filter = Json.of("room", Json.of("include_leave", true));
    SyncSession before = new SyncSession(bert, SyncSession.filter(filter));
    assertThat(before.next().path("rooms").path("leave").has(room.id())).isTrue();
    room.as(bert).post("forget", Json.of()).ok();
    SyncSession after = new SyncSession(bert, SyncSession.filter(filter));
    assertThat(after.next().path("rooms").has("leave")).isFalse();
  }

  @Test
  void roomsOf2014AreToldToo() {
    String id = room.client().withPrefix(Client.V1).createRoom("visibility", "public").id();
    CurrentRoom old = new CurrentRoom(room.client(), id);
    old.say("from today");
    JsonNode part = SyncSession.joined(new SyncSession(room.client()).next(), old);
    assertThat(SyncSession.said(part)).containsExactly("from today");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Client anna = room.client();
    for (String query :
        List.of("since=x", "since=t1-2", "timeout=-1", "full_state=maybe", "set_presence=away")) {
      anna.get("/sync?" + query).refused(400, "M_INVALID_PARAM");
    }
    anna.get("/sync?filter=unknown").refused(400, "M_INVALID_PARAM");
    anna.get("/sync?filter=" + Client.encode("{")).refused(400, "M_NOT_JSON");
    anna.get("/sync?filter=" + Client.encode("{\"room\":[]}")).refused(400, "M_BAD_JSON");
    Client.nobody(server.url())
        .withPrefix(CurrentRoom.V3)
        .get("/sync")
        .refused(401, "M_MISSING_TOKEN");
  }
}
