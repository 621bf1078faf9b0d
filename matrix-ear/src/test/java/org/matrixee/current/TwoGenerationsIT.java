package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Servers;

/** Clients of 2014 and of today in one room, of either kind. */
class TwoGenerationsIT {
  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  @Test
  void clientOf2014TalksInARoomOfToday() {
    Client old = server.fresh("old");
    CurrentRoom room =
        CurrentRoom.create(CurrentRoom.client(server.fresh("new")), "preset", "public_chat");
    Room seenByOld = new Room(old, room.id());
    seenByOld.join().ok();
    String fromNew = room.say("from today");
    String fromOld = seenByOld.say("from 2014");
    JsonNode shown = seenByOld.event(fromNew);
    assertThat(shown.path("user_id").asText()).isEqualTo(room.client().userId());
    assertThat(shown.path("content").path("body").asText()).isEqualTo("from today");
    JsonNode other = room.get("event/" + Client.encode(fromOld)).ok();
    assertThat(other.path("sender").asText()).isEqualTo(old.userId());
    assertThat(room.bodies("dir=f")).isEqualTo(List.of("from today", "from 2014"));
    seenByOld.redact(fromOld).ok();
    assertThat(room.get("event/" + Client.encode(fromOld)).ok().path("content")).isEmpty();
    seenByOld.leave().ok();
    assertThat(room.membership(old)).isEqualTo("leave");
  }

  /** 2014: authorization-v1, section 3 (S-PROF-17), whoever asks for the event. */
  @Test
  void whoIsRemovedFromARoomOf2014StillHasANameThere() {
    Client old = server.fresh("old");
    Client removed = server.fresh("new");
    Room made = old.publicRoom();
    made.as(removed).join().ok();
    new CurrentRoom(CurrentRoom.client(old), made.id())
        .post("kick", Json.of("user_id", removed.userId()))
        .ok();
    JsonNode member = made.state("m.room.member", removed.userId()).ok();
    assertThat(member.path("membership").asText()).isEqualTo("leave");
    assertThat(member.has("displayname")).isTrue();
    assertThat(member.has("avatar_url")).isTrue();
  }

  @Test
  void clientOfTodayTalksInARoomOf2014() {
    Client old = server.fresh("old");
    Room made = old.publicRoom();
    CurrentRoom room = new CurrentRoom(CurrentRoom.client(server.fresh("new")), made.id());
    room.join().ok();
    String fromNew = room.say("from today");
    String fromOld = made.say("from 2014");
    assertThat(made.event(fromNew).path("user_id").asText()).isEqualTo(room.client().userId());
    JsonNode other = room.get("event/" + Client.encode(fromOld)).ok();
    assertThat(other.path("sender").asText()).isEqualTo(old.userId());
    assertThat(other.path("origin_server_ts").isNumber()).isTrue();
    assertThat(room.bodies("dir=f")).isEqualTo(List.of("from today", "from 2014"));
    // The rules are those of 2014, where also one's own words are the operators' to strip.
    room.redact(fromNew).refused(403, "M_FORBIDDEN");
    room.as(old).redact(fromNew).ok();
    assertThat(room.get("event/" + Client.encode(fromNew)).ok().path("content")).isEmpty();
    room.setState("m.room.name", "", Json.of("name", "x")).refused(403, "M_FORBIDDEN");
    room.post("leave", Json.of()).ok();
    room.get("messages?dir=b").refused(403, "M_FORBIDDEN");
  }
}
