package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Servers;

/** Who reads what of a room (v1.19, "Room history visibility"). */
class HistoryVisibilityIT {
  private static MatrixServer server;

  private CurrentRoom room;
  private Client bert;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @BeforeEach
  void make() {
    Client anna = CurrentRoom.client(server.fresh("anna"));
    bert = server.fresh("bert");
    room = CurrentRoom.create(anna, "preset", "public_chat");
  }

  private void see(String visibility) {
    room.setState("m.room.history_visibility", "", Json.of("history_visibility", visibility)).ok();
  }

  @Test
  void sharedHistoryIsForWhoComesLater() {
    room.say("before");
    room.as(bert).join().ok();
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("before");
  }

  @Test
  void historyOfTheJoinedIsForThemAlone() {
    see("joined");
    String before = room.say("before");
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    room.say("while invited");
    room.as(bert).join().ok();
    room.say("after");
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("after");
    assertThat(room.bodies("dir=b")).containsExactly("after", "while invited", "before");
    room.as(bert).get("event/" + Client.encode(before)).refused(404, "M_NOT_FOUND");
    room.as(bert).get("context/" + Client.encode(before)).refused(404, "M_NOT_FOUND");
  }

  @Test
  void historyOfTheInvitedBeginsWithTheInvite() {
    see("invited");
    room.say("before");
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    room.say("while invited");
    room.as(bert).join().ok();
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("while invited");
  }

  @Test
  void whatTheWorldMayReadIsForThoseOutside() {
    room.as(bert).get("messages?dir=b").refused(403, "M_FORBIDDEN");
    room.say("hidden");
    see("world_readable");
    room.say("open");
    see("shared");
    room.say("hidden again");
    room.as(bert).get("messages?dir=b").refused(403, "M_FORBIDDEN");
    see("world_readable");
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("open");
    assertThat(room.as(bert).get("state").ok()).isNotEmpty();
  }

  @Test
  void whoHasLeftReadsWhatWasThereUntilThen() {
    room.as(bert).join().ok();
    room.say("together");
    room.as(bert).post("leave", Json.of()).ok();
    room.say("without him");
    room.setState("m.room.name", "", Json.of("name", "Without Bert")).ok();
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("together");
    room.as(bert).state("m.room.name", "").refused(404, "M_NOT_FOUND");
    assertThat(room.as(bert).membership(bert)).isEqualTo("leave");
    assertThat(room.as(bert).get("members").ok().path("chunk")).hasSize(2);
    room.post("ban", Json.of("user_id", bert.userId())).ok();
    assertThat(room.as(bert).bodies("dir=b")).containsExactly("together");
  }

  @Test
  void whoWasOnlyInvitedReadsNothing() {
    room.say("before");
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    room.as(bert).get("messages?dir=b").refused(403, "M_FORBIDDEN");
    room.as(bert).post("leave", Json.of()).ok();
    room.as(bert).get("messages?dir=b").refused(403, "M_FORBIDDEN");
    room.as(bert).get("state").refused(403, "M_FORBIDDEN");
  }
}
