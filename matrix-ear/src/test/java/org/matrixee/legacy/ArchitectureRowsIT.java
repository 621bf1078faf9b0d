package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Rows S-ARCH: accounts, identifiers, events, rooms. */
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureRowsIT {
  private final String domain = Servers.shared().name();

  @Test
  @Row({"S-ARCH-01", "S-ARCH-03", "S-ARCH-04"})
  void registeredUserLogsInAndUsesTheToken() {
    String name = Users.name("kim");
    JsonNode registered = Users.nobody().register(name, Users.PASSWORD).ok();
    assertThat(registered.path("user_id").asText()).isEqualTo("@" + name + ":" + domain);
    Client first = Users.nobody().withCredentials(registered);
    Client second = first.anotherSession();
    assertThat(second.token()).isNotEqualTo(first.token());
    Room room = first.createRoom();
    for (Client session : List.of(first, second)) {
      assertThat(session.syncEntry(room.id()).path("membership").asText()).isEqualTo("join");
    }
  }

  @Test
  @Row("S-ARCH-01")
  void loggedOutTokenIsUnknown() {
    Client client = Users.fresh("kim");
    client.get("/initialSync").ok();
    Reply logout = client.post("/logout", Json.of());
    if (logout.status() == 404) {
      logout.notFound();
      return;
    }
    logout.ok();
    client.get("/initialSync").refused(403, "M_UNKNOWN_TOKEN");
    client.anotherSession().get("/initialSync").ok();
  }

  @Test
  @Row("S-ARCH-05")
  void serverAllotsLocalpartWhenNoneIsGiven() {
    JsonNode answer =
        Users.nobody()
            .post("/register", Json.of("type", "m.login.password", "password", Users.PASSWORD))
            .ok();
    String userId = answer.path("user_id").asText();
    assertThat(userId).matches("@[^:]+:" + domain);
    Client client = Users.nobody().withCredentials(answer);
    client.createRoom().say("hello");
    assertThat(client.anotherSession().userId()).isEqualTo(userId);
  }

  @Test
  @Row("S-ARCH-06")
  void userIdsAreCaseInsensitive() {
    String name = Users.name("kim");
    Client lower = Client.register(Servers.shared().url(), name, Users.PASSWORD);
    String upper = name.toUpperCase(Locale.ROOT);
    Users.nobody().register(upper, Users.PASSWORD).refused(400, "M_USER_IN_USE");
    assertThat(Users.nobody().login(upper, Users.PASSWORD).ok().path("user_id").asText())
        .isEqualTo(lower.userId());
    Room room = Users.fresh("host").createRoom();
    room.invite("@" + upper + ":" + domain).ok();
    assertThat(lower.syncEntry(room.id()).path("membership").asText()).isEqualTo("invite");
    room.as(lower).join().ok();
    assertThat(room.membership(lower)).isEqualTo("join");
  }

  @Test
  @Row({"S-ARCH-02", "S-ARCH-07"})
  void twoAccountsPollSideBySide() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room annas = anna.createRoom();
    Room berts = bert.createRoom();
    LiveStream annasStream = anna.stream();
    LiveStream bertsStream = bert.stream();
    CompletableFuture<Reply> annasPoll = annasStream.pollLater(20_000);
    CompletableFuture<Reply> bertsPoll = bertsStream.pollLater(20_000);
    String toAnna = annas.say("for anna");
    String toBert = berts.say("for bert");
    List<JsonNode> annasEvents = annasStream.accept(annasPoll.join());
    List<JsonNode> bertsEvents = bertsStream.accept(bertsPoll.join());
    assertThat(Json.texts(annasEvents, "event_id")).doesNotContain(toBert);
    assertThat(Json.texts(bertsEvents, "event_id")).doesNotContain(toAnna);
    if (!Json.texts(annasEvents, "event_id").contains(toAnna)) {
      annasStream.until(toAnna);
    }
    if (!Json.texts(bertsEvents, "event_id").contains(toBert)) {
      bertsStream.until(toBert);
    }
    assertThat(annasEvents.toString() + bertsEvents).doesNotContain("127.0.0.1");
  }

  @Test
  @Row("S-ARCH-09")
  void oneActionMakesOneEvent() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    LiveStream stream = anna.stream();
    int before = room.history().size();
    String eventId = room.say("one");
    assertThat(room.history()).hasSize(before + 1);
    assertThat(Json.texts(stream.untilNow(), "event_id")).containsOnlyOnce(eventId).hasSize(1);
  }

  @Test
  @Row({"S-ARCH-10", "S-ARCH-12"})
  void everyEventHasATypeAndServerMadeOnesAreReserved() {
    Client anna = Users.fresh("anna");
    LiveStream stream = anna.stream();
    Room room = anna.createRoom("name", "n", "topic", "t", "room_alias_name", Users.name("a"));
    List<List<JsonNode>> reads =
        List.of(
            stream.until(event -> event.path("type").asText().equals("m.room.topic")),
            room.history(),
            Json.elements(room.stateEvents()),
            Json.elements(anna.syncEntry(room.id()).path("state")));
    for (List<JsonNode> read : reads) {
      assertThat(read)
          .isNotEmpty()
          .allSatisfy(event -> assertThat(event.path("type").isTextual()).isTrue())
          .allSatisfy(event -> assertThat(event.path("type").asText()).startsWith("m."));
    }
  }

  @Test
  @Row({"S-ARCH-11", "S-ARCH-24"})
  void anyTypeAndUnknownKeysPassUnchanged() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Room room = anna.publicRoom().with(bert);
    LiveStream stream = bert.stream();
    JsonNode content =
        Json.of("ping", Json.of("deep", Json.list(1, true, "x")), "algorithm", "com.example.x");
    String eventId =
        room.send("com.example.app.ping", Users.name("t"), content).ok().path("event_id").asText();
    JsonNode event = stream.until(eventId).get(0);
    assertThat(event.path("type").asText()).isEqualTo("com.example.app.ping");
    assertThat(event.path("content")).isEqualTo(content);
  }

  @Test
  @Row("S-ARCH-13")
  void roomsAreCreatedJoinedAndLeft() {
    Client bert = Users.fresh("bert");
    Room room = Users.fresh("anna").publicRoom();
    assertThat(room.membership(bert)).isEmpty();
    room.as(bert).join().ok();
    assertThat(room.membership(bert)).isEqualTo("join");
    room.as(bert).leave().ok();
    assertThat(room.membership(bert)).isEqualTo("leave");
  }

  @Test
  @Row("S-ARCH-14")
  void messageReachesEveryMemberAndNobodyElse() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Client carl = Users.fresh("carl");
    Client outsider = Users.fresh("outsider");
    Room room = anna.publicRoom().with(bert, carl);
    List<LiveStream> members = List.of(anna.stream(), bert.stream(), carl.stream());
    LiveStream outside = outsider.stream();
    String eventId = room.say("to all of us");
    members.forEach(stream -> stream.until(eventId));
    outside.seesNothingOf(room);
  }

  @Test
  @Row({"S-ARCH-15", "S-ARCH-18"})
  void roomIdsHaveTheFormAndAreCaseSensitive() {
    Client anna = Users.fresh("anna");
    Room room = anna.publicRoom();
    assertThat(room.id()).matches("![^:]+:" + domain);
    String opaque = room.id().substring(1, room.id().indexOf(':'));
    String swapped =
        opaque.equals(opaque.toLowerCase(Locale.ROOT))
            ? opaque.toUpperCase(Locale.ROOT)
            : opaque.toLowerCase(Locale.ROOT);
    Room other = new Room(anna, "!" + swapped + ":" + domain);
    other.state("m.room.create", "").forbidden();
    other.join().forbidden();
    other.message("lost").forbidden();
  }

  @Test
  @Row("S-ARCH-16")
  void twoAliasesResolveToTheOneRoomId() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String first = Users.alias("one");
    String second = Users.alias("two");
    anna.addAlias(first, room.id()).ok();
    anna.addAlias(second, room.id()).ok();
    for (String alias : List.of(first, second)) {
      assertThat(anna.resolve(alias).ok().path("room_id").asText()).isEqualTo(room.id());
    }
  }

  @Test
  @Row("S-ARCH-22")
  void nothingDependsOnCookiesOrContentType() {
    Client anna = Users.fresh("anna");
    Reply created = anna.call("POST", "/createRoom", "{}", "application/x-www-form-urlencoded");
    Room room = new Room(anna, created.ok().path("room_id").asText());
    assertThat(created.headers().firstValue("Set-Cookie")).isEmpty();
    String message = Json.of("msgtype", "m.text", "body", "curl").toString();
    anna.call(
            "POST", room.at("send", "m.room.message"), message, "application/x-www-form-urlencoded")
        .ok();
    anna.call("PUT", room.at("send", "m.room.message", "1"), message, "text/plain").ok();
  }

  @Test
  @Row("S-ARCH-25")
  void managementFunctionsAreGovernedByLevels() {
    Client anna = Users.fresh("anna");
    Client low = Users.fresh("low");
    Client target = Users.fresh("target");
    Room room = anna.publicRoom().with(low, target);
    room.forbids(() -> room.as(low).kick(target));
    room.forbids(() -> room.as(low).ban(target));
    room.setLevels(low, 50).ok();
    room.as(low).kick(target).ok();
    assertThat(room.membership(target)).isEqualTo("leave");
    room.as(low).invite(target.userId()).ok();
    room.as(target).join().ok();
    room.as(low).ban(target).ok();
    assertThat(room.membership(target)).isEqualTo("ban");
    room.as(low).leave().ok();
  }

  @Test
  @Row("S-ARCH-26")
  void stateIsExtensible() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    room.setState("m.room.name", "", Json.of("name", "A name")).ok();
    room.setState("m.room.topic", "", Json.of("topic", "A topic")).ok();
    room.setState("com.example.mood", "today", Json.of("good", true)).ok();
    anna.addAlias(Users.alias("state"), room.id()).ok();
    assertThat(room.state("m.room.name", "").ok()).isEqualTo(Json.of("name", "A name"));
    assertThat(room.state("m.room.topic", "").ok()).isEqualTo(Json.of("topic", "A topic"));
    assertThat(room.state("com.example.mood", "today").ok()).isEqualTo(Json.of("good", true));
    assertThat(room.state("m.room.aliases", domain).ok().path("aliases")).hasSize(1);
  }

  @Test
  @Row("S-ARCH-27")
  void everythingWorksWithoutThirdPartyIds() {
    JsonNode flows = Users.nobody().get("/register").ok().path("flows");
    assertThat(Json.texts(flows, "type")).contains("m.login.password");
    assertThat(flows.toString()).doesNotContain("email");
    assertThat(Json.texts(Users.nobody().get("/login").ok().path("flows"), "type"))
        .contains("m.login.password");
  }
}
