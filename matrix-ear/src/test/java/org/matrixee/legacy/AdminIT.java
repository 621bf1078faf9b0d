package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;
import org.matrixee.e2e.Users;

/** What server administrators may do, and what not. */
class AdminIT {
  private static String suspension(Client user) {
    return path("admin", "suspend", user.userId());
  }

  private static Reply suspend(Client admin, Client user, boolean suspended) {
    return admin.put(suspension(user), Json.of("suspended", suspended));
  }

  @Test
  void nobodyIsAnAdministratorByDefault() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    suspend(anna, bert, true).forbidden();
    suspend(anna, anna, true).forbidden();
    anna.get(suspension(bert)).forbidden();
    suspend(Users.nobody(), bert, true).forbidden();
    Room room = bert.createRoom();
    String id = room.say("mine");
    room.forbids(() -> room.as(anna).redact(id));
  }

  @Test
  @Row({"S-SEC-05", "S-RED-07"})
  void administratorRedactsAndSuspendsButReadsNothing() {
    ServerSettings settings = ServerSettings.h2("admin").with("MATRIX_ADMINS", "@Root:localhost");
    try (MatrixServer server = MatrixServer.start(settings)) {
      Client root = Client.register(server.url(), "root", Users.PASSWORD);
      Client anna = server.fresh("anna");
      Client bert = server.fresh("bert");
      Room room = anna.createRoom("topic", "private matters").withInvited(bert);
      String abuse = room.as(bert).say("something abusive");

      readsNothing(room.as(root), abuse);
      redacts(room, root, abuse);
      readsNothing(room.as(root), abuse);
      suspends(server, root, bert, room);
      assertThat(server.log())
          .contains("Administrator @root:localhost redacted event " + abuse)
          .contains("Administrator @root:localhost suspended " + bert.userId())
          .contains("lifted the suspension of " + bert.userId())
          .doesNotContain("something abusive");
    }
  }

  private static void readsNothing(Room room, String event) {
    room.client().get(room.at("state")).forbidden();
    room.state("m.room.topic", "").forbidden();
    room.members().forbidden();
    room.messages("dir=b").forbidden();
    room.client().get(room.at("initialSync")).forbidden();
    room.client().get(path("events", event)).forbidden();
    room.message("uninvited").forbidden();
    room.join().forbidden();
    room.setState("m.room.topic", "", Json.of("topic", "x")).forbidden();
    assertThat(Json.texts(room.client().initialSync(10).path("rooms"), "room_id"))
        .doesNotContain(room.id());
  }

  private static void redacts(Room room, Client root, String abuse) {
    LiveStream stream = room.client().stream();
    LiveStream ofRoot = root.stream();
    JsonNode answer = room.as(root).redact(abuse, "reason", "abuse").ok();
    String redaction = answer.path("event_id").asText();
    assertThat(Json.keys(answer)).containsExactly("event_id");
    assertThat(stream.until(redaction).get(0).path("redacts").asText()).isEqualTo(abuse);
    JsonNode gone = room.event(abuse);
    assertThat(gone.path("content")).isEmpty();
    assertThat(gone.path("redacted_because").path("user_id").asText()).isEqualTo(root.userId());
    assertThat(room.membership(root)).isEmpty();
    ofRoot.seesNothingOf(room);
    room.as(root).redact("nothing@localhost").notFound();
    room.as(room.client()).say("the room goes on");
  }

  private static void suspends(MatrixServer server, Client root, Client bert, Room room) {
    LiveStream stream = bert.stream();
    // Polling brings him online, which he would be told instead.
    Presence.until(stream, bert, "online");
    CompletableFuture<Reply> poll = stream.pollLater(30_000);
    assertThat(root.get(suspension(bert)).ok()).isEqualTo(Json.of("suspended", false));
    suspend(root, bert, true).ok();
    suspend(root, bert, true).ok();
    assertThat(root.get(suspension(bert)).ok()).isEqualTo(Json.of("suspended", true));
    poll.join().forbidden();
    bert.get("/initialSync").forbidden();
    room.as(bert).message("still here").forbidden();
    Client.nobody(server.url()).login(bert.userId(), Users.PASSWORD).forbidden();
    assertThat(room.membership(bert)).isEqualTo("join");
    server.restart(ServerSettings.h2("admin").with("MATRIX_ADMINS", "@root:localhost"));
    bert.get("/initialSync").forbidden();
    suspend(bert, bert, false).forbidden();
    suspend(root, root, true).forbidden();
    root.put(suspension(bert), Json.of("suspended", "no")).badJson();
    root.put(suspension(bert), Json.of()).badJson();
    root.get(path("admin", "suspend", "@nobody-here:localhost")).notFound();
    suspend(root, bert, false).ok();
    room.as(bert).say("back again");
    bert.anotherSession().get("/initialSync").ok();
  }
}
