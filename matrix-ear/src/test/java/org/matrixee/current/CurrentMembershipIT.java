package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Servers;

/** Asking to be let in, and being let in as a member of another room (v1.19). */
class CurrentMembershipIT {
  private static final String AUTHORISED_BY = "join_authorised_via_users_server";

  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = Servers.shared();
  }

  private static Client fresh(String hint) {
    return CurrentRoom.client(server.fresh(hint));
  }

  private static CurrentRoom room(Client creator, String version, ObjectNode joinRules) {
    JsonNode state = Json.of("type", "m.room.join_rules", "content", joinRules);
    return CurrentRoom.create(creator, "room_version", version, "initial_state", List.of(state));
  }

  private static ObjectNode rule(String rule) {
    return Json.of("join_rule", rule);
  }

  private static ObjectNode restricted(String rule, CurrentRoom... allowed) {
    ObjectNode content = rule(rule);
    content.set("allow", Json.list());
    for (CurrentRoom room : allowed) {
      ((ArrayNode) content.path("allow"))
          .add(Json.of("type", "m.room_membership", "room_id", room.id()));
    }
    return content;
  }

  private static Reply knock(Client client, String room) {
    return client.post("/knock/" + Client.encode(room), Json.of("reason", "let me in"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "10", "12"})
  void whoKnocksIsInvitedOrNot(String version) {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    Client carl = fresh("carl");
    CurrentRoom room = room(anna, version, rule("knock"));
    assertThat(knock(bert, room.id()).ok().path("room_id").asText()).isEqualTo(room.id());
    JsonNode member = room.state("m.room.member", bert.userId()).ok();
    assertThat(member.path("membership").asText()).isEqualTo("knock");
    assertThat(member.path("reason").asText()).isEqualTo("let me in");
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    room.as(bert).get("messages?dir=b").refused(403, "M_FORBIDDEN");
    room.post("invite", Json.of("user_id", bert.userId())).ok();
    knock(bert, room.id()).refused(403, "M_FORBIDDEN");
    room.as(bert).join().ok();
    knock(bert, room.id()).refused(403, "M_FORBIDDEN");
    knock(carl, room.id()).ok();
    room.post("kick", Json.of("user_id", carl.userId())).ok();
    knock(carl, room.id()).ok();
    room.as(carl).post("leave", Json.of()).ok();
    room.post("ban", Json.of("user_id", carl.userId())).ok();
    knock(carl, room.id()).refused(403, "M_FORBIDDEN");
  }

  @Test
  void roomsThatCannotBeKnockedAtSaySo() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom old = CurrentRoom.create(anna, "room_version", "6");
    knock(bert, old.id()).refused(403, "M_FORBIDDEN");
    assertThat(knock(bert, old.id()).json().path("error").asText()).contains("version 6");
    knock(bert, CurrentRoom.create(anna).id()).refused(403, "M_FORBIDDEN");
    knock(bert, "!nothing:" + server.name()).refused(404, "M_NOT_FOUND");
    knock(bert, "#nothing-here:" + server.name()).refused(404, "M_NOT_FOUND");
    knock(bert, "nothing").refused(400, "M_INVALID_PARAM");
    knock(bert.withToken(""), old.id()).refused(401, "M_MISSING_TOKEN");
    bert.post("/knock/" + Client.encode(old.id()), Json.of("reason", 7)).badJson();
  }

  @Test
  void roomIsKnockedAtByItsAlias() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom room = room(anna, "11", rule("knock"));
    String alias = "#knock-" + anna.localpart() + ":" + server.name();
    anna.put("/directory/room/" + Client.encode(alias), Json.of("room_id", room.id())).ok();
    assertThat(knock(bert, alias).ok().path("room_id").asText()).isEqualTo(room.id());
    assertThat(room.membership(bert)).isEqualTo("knock");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "11", "12"})
  void membersOfAnotherRoomAreLetIn(String version) {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom lobby = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom room = room(anna, version, restricted("restricted", lobby));
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    lobby.as(bert).join().ok();
    room.as(bert).join().ok();
    JsonNode member = room.state("m.room.member", bert.userId()).ok();
    assertThat(member.path(AUTHORISED_BY).asText()).isEqualTo(anna.userId());
    // Who is in needs nobody any more.
    JsonNode renamed = Json.of("membership", "join", "displayname", "B");
    room.as(bert).setState("m.room.member", bert.userId(), renamed).ok();
    assertThat(room.state("m.room.member", bert.userId()).ok().has(AUTHORISED_BY)).isFalse();
    room.as(bert).post("leave", Json.of()).ok();
    lobby.as(bert).post("leave", Json.of()).ok();
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    lobby.as(bert).join().ok();
    bert.join(room.id()).ok();
  }

  @Test
  void nobodyVouchesForHimself() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom lobby = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom room = room(anna, "12", restricted("restricted", lobby));
    // A client that says who vouches for it would have its server's signature on that.
    JsonNode forged = Json.of("membership", "join", AUTHORISED_BY, anna.userId());
    room.as(bert).setState("m.room.member", bert.userId(), forged).refused(403, "M_FORBIDDEN");
    lobby.as(bert).join().ok();
    room.as(bert)
        .setState(
            "m.room.member",
            bert.userId(),
            Json.of("membership", "join", AUTHORISED_BY, bert.userId()))
        .ok();
    assertThat(room.state("m.room.member", bert.userId()).ok().path(AUTHORISED_BY).asText())
        .isEqualTo(anna.userId());
  }

  @Test
  void bansAndMissingRightsCountAsEver() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom lobby = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom room = room(anna, "10", restricted("restricted", lobby));
    lobby.as(bert).join().ok();
    room.post("ban", Json.of("user_id", bert.userId())).ok();
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    room.post("unban", Json.of("user_id", bert.userId())).ok();
    ObjectNode levels = (ObjectNode) room.state("m.room.power_levels", "").ok();
    levels.put("invite", 101);
    levels.put("state_default", 100);
    room.setState("m.room.power_levels", "", levels).refused(403, "M_FORBIDDEN");
    levels.put("invite", 100);
    room.setState("m.room.power_levels", "", levels).ok();
    room.as(bert).join().ok();
    // In a room that nobody who may invite is left in, nobody vouches.
    Client carl = fresh("carl");
    lobby.as(carl).join().ok();
    room.post("leave", Json.of()).ok();
    room.as(carl).join().refused(403, "M_FORBIDDEN");
  }

  @Test
  void anyMemberVouchesWhereAnyMemberMayInvite() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    Client carl = fresh("carl");
    CurrentRoom lobby = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom room = room(anna, "9", restricted("restricted", lobby));
    lobby.as(bert).join().ok();
    lobby.as(carl).join().ok();
    room.as(bert).join().ok();
    room.post("leave", Json.of()).ok();
    room.as(carl).join().ok();
    assertThat(
            room.as(bert).state("m.room.member", carl.userId()).ok().path(AUTHORISED_BY).asText())
        .isEqualTo(bert.userId());
  }

  @Test
  void whoIsNotLetInMayAskToBe() {
    Client anna = fresh("anna");
    Client bert = fresh("bert");
    CurrentRoom lobby = CurrentRoom.create(anna, "preset", "public_chat");
    CurrentRoom room = room(anna, "12", restricted("knock_restricted", lobby));
    room.as(bert).join().refused(403, "M_FORBIDDEN");
    knock(bert, room.id()).ok();
    lobby.as(bert).join().ok();
    room.as(bert).join().ok();
    CurrentRoom old = room(anna, "8", restricted("restricted", lobby));
    knock(bert, old.id()).refused(403, "M_FORBIDDEN");
  }
}
