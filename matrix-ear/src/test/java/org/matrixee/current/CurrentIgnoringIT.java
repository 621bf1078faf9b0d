package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** v1.19: client-server, "Ignoring users". */
class CurrentIgnoringIT {
  private static MatrixServer server;

  private Client anna;
  private Client noisy;
  private CurrentRoom room;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void aRoomOfThree() {
    anna = CurrentRoom.client(server.fresh("anna"));
    noisy = CurrentRoom.client(server.fresh("noisy"));
    room = CurrentRoom.create(anna, "preset", "public_chat");
    room.as(noisy).join().ok();
  }

  private void ignore(Object... users) {
    JsonNode list = Json.of("ignored_users", Json.of(users));
    anna.put("/user/" + Client.encode(anna.userId()) + "/account_data/m.ignored_user_list", list)
        .ok();
  }

  @Test
  void whatIgnoredUsersSayIsNotTold() {
    SyncSession session = new SyncSession(anna);
    session.next();
    ignore(noisy.userId(), Json.of());
    session.news();
    String hidden = room.as(noisy).say("hidden");
    room.as(noisy)
        .setState(
            "m.room.member", noisy.userId(), Json.of("membership", "join", "displayname", "Loud"))
        .ok();
    room.say("shown");
    JsonNode told = untilSaid(session, "shown");
    assertThat(SyncSession.said(told)).containsExactly("shown");
    assertThat(told.path("unread_notifications").path("notification_count").asInt()).isZero();
    assertThat(room.bodies("dir=b")).containsExactly("shown");
    JsonNode all = SyncSession.joined(new SyncSession(anna).next(), room);
    assertThat(SyncSession.said(all)).containsExactly("shown");
    assertThat(Json.texts(all.path("timeline").path("events"), "sender")).contains(noisy.userId());
    assertThat(
            room.get("event/" + Client.encode(hidden)).ok().path("content").path("body").asText())
        .isEqualTo("hidden");

    ignore();
    session.news();
    room.as(noisy).say("heard again");
    assertThat(SyncSession.said(untilSaid(session, "heard again"))).containsExactly("heard again");
    assertThat(room.bodies("dir=b")).containsExactly("heard again", "shown", "hidden");
  }

  private JsonNode untilSaid(SyncSession session, String text) {
    for (int i = 0; i < 20; i++) {
      JsonNode told = SyncSession.joined(session.news(), room);
      assertThat(SyncSession.said(told)).doesNotContain("hidden");
      if (SyncSession.said(told).contains(text)) {
        return told;
      }
    }
    throw new AssertionError(text + " never came");
  }

  @Test
  void theirInvitesAreNotTold() {
    ignore(noisy.userId(), Json.of(), anna.userId(), Json.of());
    SyncSession session = new SyncSession(anna);
    session.next();
    CurrentRoom bait = CurrentRoom.create(noisy);
    bait.post("invite", Json.of("user_id", anna.userId())).ok();
    room.say("one's own words");
    assertThat(SyncSession.said(untilSaid(session, "one's own words"))).hasSize(1);
    for (JsonNode answer : List.of(new SyncSession(anna).next(), session.next("full_state=true"))) {
      assertThat(answer.path("rooms").path("invite").has(bait.id())).isFalse();
    }
    bait.as(anna).join().ok();
  }

  @Test
  void anythingMayStandInTheList() {
    for (JsonNode list : List.of(Json.of("ignored_users", 5), Json.of(), Json.of("x", "y"))) {
      anna.put("/user/" + Client.encode(anna.userId()) + "/account_data/m.ignored_user_list", list)
          .ok();
      new SyncSession(anna).next();
    }
  }
}
