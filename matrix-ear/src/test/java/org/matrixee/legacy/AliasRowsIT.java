package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Room;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Rows S-ALIAS and S-DIR: aliases and the room directory. */
@Execution(ExecutionMode.CONCURRENT)
class AliasRowsIT {
  private final String domain = Servers.shared().name();

  @Test
  @Row({"S-ALIAS-01", "S-ALIAS-06", "S-DIR-01", "S-DIR-07"})
  void aliasesResolveForAnyone() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String first = Users.alias("first");
    String second = Users.alias("second");
    assertThat(anna.addAlias(first, room.id()).ok()).isEqualTo(Json.of());
    anna.addAlias(second, room.id()).ok();
    for (String alias : new String[] {first, second}) {
      JsonNode answer = Users.nobody().resolve(alias).ok();
      assertThat(answer.path("room_id").asText()).isEqualTo(room.id());
      assertThat(answer.path("servers")).isEqualTo(Json.list(domain));
    }
  }

  @Test
  @Row("S-ALIAS-03")
  void aliasesAreCaseInsensitive() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    Room other = anna.createRoom();
    String name = Users.name("pub");
    String mixed = "#P" + name.substring(1) + ":" + domain;
    String upper = "#" + name.toUpperCase(Locale.ROOT) + ":" + domain;
    anna.addAlias(mixed, room.id()).ok();
    for (String alias : new String[] {mixed, mixed.toLowerCase(Locale.ROOT), upper}) {
      assertThat(anna.resolve(alias).ok().path("room_id").asText()).isEqualTo(room.id());
    }
    other.refuses(400, "M_ROOM_IN_USE", () -> anna.addAlias(upper, other.id()));
    anna.post("/createRoom", Json.of("room_alias_name", name.toUpperCase(Locale.ROOT)))
        .refused(400, "M_ROOM_IN_USE");
    assertThat(anna.resolve(mixed).ok().path("room_id").asText()).isEqualTo(room.id());
  }

  @Test
  @Row("S-ALIAS-04")
  void mappingCanMoveToAnotherRoom() {
    Client anna = Users.fresh("anna");
    Room old = anna.createRoom();
    Room next = anna.createRoom();
    String alias = Users.alias("moving");
    anna.addAlias(alias, old.id()).ok();
    anna.removeAlias(alias).ok();
    anna.addAlias(alias, next.id()).ok();
    assertThat(anna.resolve(alias).ok().path("room_id").asText()).isEqualTo(next.id());
  }

  @Test
  @Row("S-ALIAS-05")
  void roomCallsTakeRoomIdsOnly() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("call");
    anna.addAlias(alias, room.id()).ok();
    Room byAlias = new Room(anna, alias);
    byAlias.message("by alias").refused();
    byAlias.state("m.room.create", "").refused();
    byAlias.join().refused();
    byAlias.members().refused();
  }

  @Test
  @Row("S-DIR-02")
  void deletedAliasIsNotFound() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("gone");
    anna.addAlias(alias, room.id()).ok();
    assertThat(anna.removeAlias(alias).ok()).isEqualTo(Json.of());
    anna.resolve(alias).notFound();
    anna.join(alias).notFound();
    anna.removeAlias(alias).notFound();
  }

  @Test
  @Row("S-DIR-03")
  void onlyCreatorOfAnAliasDeletesIt() {
    Client anna = Users.fresh("anna");
    Client bert = Users.fresh("bert");
    Client stranger = Users.fresh("stranger");
    Room room = anna.publicRoom().with(bert);
    String alias = Users.alias("mine");
    bert.addAlias(alias, room.id()).ok();
    room.forbids(() -> stranger.removeAlias(alias));
    assertThat(anna.resolve(alias).status()).isEqualTo(200);
    bert.removeAlias(alias).ok();
    anna.resolve(alias).notFound();
  }

  @Test
  @Row({"S-DIR-04", "S-TYPE-17"})
  void aliasesAreListedInStateUnderTheServerName() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("listed");
    anna.addAlias(alias, room.id()).ok();
    JsonNode event = room.stateEvent("m.room.aliases", domain);
    assertThat(event.path("content")).isEqualTo(Json.of("aliases", Json.list(alias)));
    assertThat(event.path("user_id").asText()).isEqualTo(anna.userId());
  }

  @Test
  @Row("S-DIR-06")
  void publicListShowsOnlyAliasesThatResolveToTheRoom() {
    Client anna = Users.fresh("anna");
    String name = Users.name("list");
    Room room = anna.createRoom("visibility", "public", "room_alias_name", name);
    Room next = anna.publicRoom();
    String alias = "#" + name + ":" + domain;
    assertThat(publicEntry(room).path("aliases")).isEqualTo(Json.list(alias));
    anna.removeAlias(alias).ok();
    anna.addAlias(alias, next.id()).ok();
    assertThat(publicEntry(room).path("aliases").toString()).doesNotContain(name);
    assertThat(publicEntry(next).path("aliases")).isEqualTo(Json.list(alias));
  }

  @Test
  void directoryRefusesBadRequests() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("bad");
    anna.resolve(alias).notFound();
    anna.resolve("no-alias").refused();
    anna.resolve(room.id()).refused();
    anna.put(path("directory", "room", alias), Json.of()).badJson();
    anna.put(path("directory", "room", alias), Json.of("room_id", 7)).badJson();
    assertThat(anna.addAlias("#x:elsewhere.example", room.id()).status()).isEqualTo(400);
    anna.addAlias(alias, "!unknown:" + domain).refused();
    anna.resolve(alias).notFound();
    assertThat(room.stateEvent("m.room.aliases", domain).isMissingNode()).isTrue();
  }

  @Test
  void aliasOfARoomOneIsNotInIsForbidden() {
    Client anna = Users.fresh("anna");
    Client stranger = Users.fresh("stranger");
    Room room = anna.publicRoom();
    String alias = Users.alias("foreign");
    room.forbids(() -> stranger.addAlias(alias, room.id()));
    anna.resolve(alias).notFound();
  }

  @Test
  void sameAliasForTheSameRoomAgainIsAccepted() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("again");
    anna.addAlias(alias, room.id()).ok();
    anna.addAlias(alias, room.id()).ok();
    assertThat(room.state("m.room.aliases", domain).ok())
        .isEqualTo(Json.of("aliases", Json.list(alias)));
  }

  @Test
  void directoryWritesNeedATokenAndReadsDoNot() {
    Client anna = Users.fresh("anna");
    Room room = anna.createRoom();
    String alias = Users.alias("token");
    Users.nobody().addAlias(alias, room.id()).forbidden();
    anna.addAlias(alias, room.id()).ok();
    Users.nobody().removeAlias(alias).forbidden();
    Users.nobody().resolve(alias).ok();
  }

  private static JsonNode publicEntry(Room room) {
    return Json.where(
            Users.nobody().get("/publicRooms").ok().path("chunk"),
            entry -> entry.path("room_id").asText().equals(room.id()))
        .get(0);
  }
}
