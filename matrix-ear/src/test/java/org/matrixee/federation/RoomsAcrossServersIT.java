package org.matrixee.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;

/** Two real servers hold rooms together. */
class RoomsAcrossServersIT {
  private static Federation both;
  private static MatrixServer a;
  private static MatrixServer b;

  @BeforeAll
  static void start() {
    both = Federation.pair();
    a = both.get(0);
    b = both.get(1);
  }

  private static List<String> bodies(Room room) {
    return room.history().stream()
        .filter(event -> event.path("type").asText().equals("m.room.message"))
        .map(event -> event.path("content").path("body").asText())
        .toList();
  }

  private static boolean isMember(JsonNode event, Client user, String membership) {
    return event.path("type").asText().equals("m.room.member")
        && event.path("state_key").asText().equals(user.userId())
        && event.path("content").path("membership").asText().equals(membership);
  }

  private static Room sharedRoom(Client owner, Client guest) {
    Room room = owner.publicRoom();
    room.as(guest).join().ok();
    return room;
  }

  @Test
  @Row({
    "S-ARCH-08",
    "S-INV-01",
    "S-INV-08",
    "S-JOIN-09",
    "S-FED-01",
    "S-FED-03",
    "S-FED-29",
    "S-MISC-10"
  })
  void anInvitedUserJoinsAndBothConverse() {
    Client alice = Client.register(a.url(), "kim", "a password of alice");
    Client bob = Client.register(b.url(), "kim", "a password of bob");
    assertThat(bob.userId()).as("two users").isNotEqualTo(alice.userId());
    LiveStream bobs = bob.stream();
    Room room = alice.createRoom("name", "Across");
    room.say("before");
    assertThat(room.as(bob).join().status()).as("not invited").isEqualTo(403);
    room.invite(bob.userId()).ok();
    bobs.until(event -> isMember(event, bob, "invite"));
    JsonNode entry = bob.syncEntry(room.id());
    assertThat(entry.path("membership").asText()).isEqualTo("invite");
    assertThat(entry.path("inviter").asText()).isEqualTo(alice.userId());

    LiveStream alices = alice.stream();
    assertThat(room.as(bob).join().ok().path("room_id").asText()).isEqualTo(room.id());
    alices.until(event -> isMember(event, bob, "join"));
    assertThat(room.as(bob).state("m.room.name", "").ok().path("name").asText())
        .isEqualTo("Across");
    assertThat(bob.syncEntry(room.id()).path("membership").asText()).isEqualTo("join");

    List<String> said = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String ofAlice = room.say("alice " + i);
      bobs.until(ofAlice);
      String ofBob = room.as(bob).say("bob " + i);
      alices.until(ofBob);
      said.add("alice " + i);
      said.add("bob " + i);
    }
    assertThat(bodies(room)).endsWith(said.toArray(new String[0]));
    assertThat(bodies(room.as(bob))).endsWith(said.toArray(new String[0]));
    assertThat(Json.texts(room.as(bob).stateEvents(), "event_id"))
        .as("the same state on both")
        .containsExactlyInAnyOrderElementsOf(Json.texts(room.stateEvents(), "event_id"));
  }

  @Test
  @Row({"S-ALIAS-02", "S-JOIN-04", "S-JOIN-05", "S-ARCH-21"})
  void anAliasOfAnotherServerLeadsIntoItsRoom() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = alice.publicRoom();
    String alias = "#across-" + alice.localpart() + ":" + a.name();
    alice.addAlias(alias, room.id()).ok();

    JsonNode found = bob.resolve(alias).ok();
    assertThat(found.path("room_id").asText()).isEqualTo(room.id());
    assertThat(Json.elements(found.path("servers")))
        .extracting(JsonNode::asText)
        .contains(a.name());
    assertThat(bob.join(alias).ok().path("room_id").asText()).isEqualTo(room.id());
    LiveStream bobs = bob.stream();
    bobs.until(room.say("welcome"));
    LiveStream alices = alice.stream();
    alices.until(room.as(bob).say("thanks"));
  }

  @Test
  void whatIsNotThereIsToldRightly() {
    Client bob = b.fresh("bob");
    bob.resolve("#no-such-alias:" + a.name()).refused(404, "M_NOT_FOUND");
    bob.resolve("#alias:no-such-server.invalid").refused(404, "M_NOT_FOUND");
    bob.join("#no-such-alias:" + a.name()).refused(404, "M_NOT_FOUND");
    bob.join("!nosuchroom:" + a.name()).refused(403, "M_FORBIDDEN");
    bob.get(Client.path("profile", "@nobody-at-all:" + a.name(), "displayname"))
        .refused(404, "M_NOT_FOUND");
    bob.get(Client.path("profile", "@nobody:no-such-server.invalid")).refused(404, "M_NOT_FOUND");
    Client alice = a.fresh("alice");
    Room room = alice.createRoom();
    room.invite("@nobody-at-all:" + b.name()).refused(404, "M_NOT_FOUND");
  }

  @Test
  @Row({"S-ARCH-19", "S-THR-15"})
  void stateIsSharedAndWhoHasLeftGetsNothingMore() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = sharedRoom(alice, bob);
    LiveStream bobs = bob.stream();
    LiveStream alices = alice.stream();
    room.setState("m.room.topic", "", Json.of("topic", "shared")).ok();
    bobs.until(event -> event.path("type").asText().equals("m.room.topic"));
    assertThat(room.as(bob).state("m.room.topic", "").ok().path("topic").asText())
        .isEqualTo("shared");

    room.as(bob).leave().ok();
    alices.until(event -> isMember(event, bob, "leave"));
    String secret = room.say("after bob's departure");
    assertThat(room.membership(bob)).isEqualTo("leave");
    Client another = b.fresh("another");
    Room open = sharedRoom(alice, another);
    LiveStream fence = another.stream();
    fence.until(open.say("what was sent before has arrived"));
    another.get(Client.path("events", secret)).refused(404, "M_NOT_FOUND");

    room.as(bob).join().ok();
    alices.until(event -> isMember(event, bob, "join"));
    bobs.until(room.say("back again"));
  }

  /** Levels that came with the room, before its history, to a client of today (v1.19). */
  @Test
  void levelsOfARoomFromElsewhereAreOnePowerLevelsToClientsOfToday() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob").withPrefix("/_matrix/client/v3");
    Room room = alice.publicRoom();
    room.setOpsLevels("ban_level", 70, "kick_level", 60, "redact_level", 40).ok();
    room.as(bob.withPrefix(Client.V1)).join().ok();
    String path = "/rooms/" + Client.encode(room.id()) + "/state";
    JsonNode levels = bob.get(path + "/m.room.power_levels").ok();
    assertThat(levels.path("users").path(alice.userId()).asInt()).isEqualTo(100);
    assertThat(levels.path("ban").asInt()).isEqualTo(70);
    assertThat(
            Json.where(
                bob.get(path).ok(),
                event -> event.path("type").asText().equals("m.room.power_levels")))
        .hasSize(1)
        .allSatisfy(event -> assertThat(event.path("content")).isEqualTo(levels));
  }

  @Test
  @Row({"S-ARCH-19"})
  void usersOfTheOtherServerAreRemovedAndShutOut() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = sharedRoom(alice, bob);
    LiveStream bobs = bob.stream();
    room.kick(bob).ok();
    bobs.until(event -> isMember(event, bob, "leave"));
    room.as(bob).message("still here?").refused(403, "M_FORBIDDEN");
    room.as(bob).join().ok();
    room.ban(bob).ok();
    bobs.until(event -> isMember(event, bob, "ban"));
    room.as(bob).join().refused(403, "M_FORBIDDEN");
    room.as(bob).message("and now?").refused(403, "M_FORBIDDEN");
    assertThat(room.membership(bob)).isEqualTo("ban");
    room.kick(bob).ok();
    bobs.until(event -> isMember(event, bob, "leave"));
    room.as(bob).join().ok();
    bobs.until(room.say("forgiven"));
  }

  @Test
  @Row({"S-PROF-05", "S-PROF-11", "S-PROF-12", "S-PROF-13", "S-FED-05", "S-FED-41"})
  void profilesAreTheirServersToTell() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = sharedRoom(alice, bob);
    LiveStream alices = alice.stream();
    String profile = Client.path("profile", bob.userId());
    bob.put(profile + "/displayname", Json.of("displayname", "Bob the Builder")).ok();
    alices.until(
        event ->
            isMember(event, bob, "join")
                && event.path("content").path("displayname").asText().equals("Bob the Builder"));
    int before = room.history().size();
    assertThat(alice.get(profile + "/displayname").ok().path("displayname").asText())
        .isEqualTo("Bob the Builder");
    assertThat(alice.get(profile).ok().path("displayname").asText()).isEqualTo("Bob the Builder");
    assertThat(alice.get(profile + "/avatar_url").ok().path("avatar_url").isNull()).isTrue();
    assertThat(room.history()).as("a question leaves no event").hasSize(before);
  }

  @Test
  @Row({"S-RED-02"})
  void aRedactionTakesTheContentAwayOnBothServers() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = sharedRoom(alice, bob);
    LiveStream alices = alice.stream();
    LiveStream bobs = bob.stream();
    String message = room.as(bob).say("I should not have said this");
    alices.until(message);
    room.redact(message, "reason", "not here").ok();
    bobs.until(
        event ->
            event.path("type").asText().equals("m.room.redaction")
                && event.path("redacts").asText().equals(message));
    for (Room each : List.of(room, room.as(bob))) {
      JsonNode stripped = each.event(message);
      assertThat(stripped.path("content")).isEmpty();
      assertThat(stripped.path("redacted_because").path("content").path("reason").asText())
          .isEqualTo("not here");
    }
  }

  @Test
  @Row({"S-TYPE-19"})
  void aRoomsAliasesAreThoseOfAllServers() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Room room = sharedRoom(alice, bob);
    String ofA = "#both-" + alice.localpart() + ":" + a.name();
    String ofB = "#both-" + bob.localpart() + ":" + b.name();
    LiveStream alices = alice.stream();
    alice.addAlias(ofA, room.id()).ok();
    bob.addAlias(ofB, room.id()).ok();
    alices.until(
        event ->
            event.path("type").asText().equals("m.room.aliases")
                && event.path("state_key").asText().equals(b.name()));
    assertThat(
            room.stateEvent("m.room.aliases", a.name()).path("content").path("aliases").toString())
        .contains(ofA);
    assertThat(
            room.stateEvent("m.room.aliases", b.name()).path("content").path("aliases").toString())
        .contains(ofB);
    Reply list = alice.get("/publicRooms");
    assertThat(list.ok().toString()).contains(ofA).doesNotContain(ofB);
    assertThat(alice.resolve(ofB).ok().path("room_id").asText()).isEqualTo(room.id());
  }

  @Test
  void anInviteIsRejectedAcrossServers() {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    LiveStream alices = alice.stream();
    LiveStream bobs = bob.stream();
    try (Peer third = Peer.start()) {
      Room room = alice.publicRoom();
      third.join(a, room, "carol");
      room.setState("m.room.join_rules", "", Json.of("join_rule", "invite")).ok();
      room.invite(bob.userId()).ok();
      bobs.until(event -> isMember(event, bob, "invite"));
      room.as(bob).leave().ok();
      bobs.until(event -> isMember(event, bob, "leave"));
      String rejection =
          newest(alices.until(event -> isMember(event, bob, "leave"))).path("event_id").asText();
      assertThat(rejection).endsWith("@" + b.name());
      third.awaitPdu(rejection);
      acceptsAfterAll(room, bob, bobs);
    }
  }

  private static JsonNode newest(List<JsonNode> events) {
    return events.get(events.size() - 1);
  }

  private static void acceptsAfterAll(Room room, Client bob, LiveStream bobs) {
    assertThat(room.membership(bob)).isEqualTo("leave");
    room.as(bob).join().refused(403, "M_FORBIDDEN");
    room.invite(bob.userId()).ok();
    bobs.until(event -> isMember(event, bob, "invite"));
    room.as(bob).join().ok();
    bobs.until(room.say("after all"));
  }

  @Test
  void twoUsersJoinTheSameRoomAtOnce() throws InterruptedException {
    Client alice = a.fresh("alice");
    Client bob = b.fresh("bob");
    Client carol = b.fresh("carol");
    Room room = alice.publicRoom();
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Client each : List.of(bob, carol)) {
      Thread thread = new Thread(() -> room.as(each).join().ok());
      thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    LiveStream alices = alice.stream();
    alices.until(room.as(bob).say("bob is in"));
    alices.until(room.as(carol).say("carol is in"));
    assertThat(room.membership(bob)).isEqualTo("join");
    assertThat(room.membership(carol)).isEqualTo("join");
  }

  @Test
  void whatWaitsIsForAdministratorsOnly() {
    b.fresh("nosy").get("/admin/federation/outbox").refused(403, "M_FORBIDDEN");
    Client.nobody(a.url()).get("/admin/federation/outbox").refused(403, "M_FORBIDDEN");
  }
}
