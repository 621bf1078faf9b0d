package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Users;

/** Rows S-PRES: presence lists, with the default policy. */
@Execution(ExecutionMode.CONCURRENT)
class PresenceListRowsIT {
  private final Client anna = Users.fresh("anna");
  private final Client bert = Users.fresh("bert");
  private final Client carl = Users.fresh("carl");
  private final Presence annas = Presence.of(anna);
  private final Presence berts = Presence.of(bert);

  @Test
  @Row({"S-PRES-21", "S-S15-08"})
  void acceptedUserIsSeenWithoutACommonRoom() {
    berts.put("presence", "free_for_chat", "status_msg", "find me").ok();
    annas.status(bert).notFound();
    LiveStream stream = anna.stream();
    annas.invite(bert).ok();
    assertThat(annas.status(bert).ok().path("presence").asText()).isEqualTo("free_for_chat");
    Presence.until(stream, bert, "free_for_chat");
    berts.set("unavailable");
    Presence.until(stream, bert, "unavailable");
    assertThat(annas.synced(bert).path("presence").asText()).isEqualTo("unavailable");
    berts.status(anna).notFound();
    annas.drop(bert).ok();
    annas.status(bert).notFound();
    assertThat(annas.synced(bert).isMissingNode()).isTrue();
  }

  @Test
  @Row("S-PRES-28")
  void listIsAnArrayOfUsersWithTheirPresence() {
    assertThat(annas.list()).isEqualTo(Json.list());
    berts.put("presence", "online", "status_msg", "hello").ok();
    annas.invite(bert, carl).ok();
    JsonNode list = annas.list();
    assertThat(list.isArray()).isTrue();
    assertThat(Json.texts(list, "user_id")).containsExactlyInAnyOrder(bert.userId(), carl.userId());
    JsonNode entry =
        Json.where(list, user -> user.path("user_id").asText().equals(bert.userId())).get(0);
    assertThat(Json.keys(entry))
        .containsExactlyInAnyOrder("user_id", "presence", "status_msg", "last_active_ago");
    JsonNode other =
        Json.where(list, user -> user.path("user_id").asText().equals(carl.userId())).get(0);
    assertThat(other.path("presence").asText()).isEqualTo("offline");
  }

  @Test
  @Row("S-PRES-29")
  void oneCallInvitesAndDrops() {
    annas.invite(bert).ok();
    anna.post(
            "/presence/list",
            Json.of("invite", Json.list(carl.userId(), ""), "drop", Json.list(bert.userId())))
        .ok();
    assertThat(Json.texts(annas.list(), "user_id")).containsExactly(carl.userId());
    annas.invite(carl, carl).ok();
    assertThat(Json.texts(annas.list(), "user_id")).containsExactly(carl.userId());
    annas.drop(carl, bert).ok();
    annas.drop(carl).ok();
    assertThat(annas.list()).isEmpty();
    anna.post("/presence/list", Json.of()).ok();
  }

  @Test
  @Row("S-PRES-17")
  void existingUsersAcceptAndOthersDoNot() {
    anna.post(
            "/presence/list",
            Json.of(
                "invite",
                Json.list(bert.userId(), "@nobody-at-all:localhost", "@x:elsewhere.example")))
        .ok();
    assertThat(Json.texts(annas.list(), "user_id")).containsExactly(bert.userId());
  }

  @Test
  void wrongEntriesAreRefusedBeforeAnythingIsDone() {
    annas.invite(carl).ok();
    for (JsonNode wrong : Json.list(7, "bert", Json.of(), true, "@:", "@a")) {
      anna.post(
              "/presence/list",
              Json.of("invite", Json.list(bert.userId(), wrong), "drop", Json.list(carl.userId())))
          .badJson();
      anna.post(
              "/presence/list",
              Json.of("invite", Json.list(bert.userId()), "drop", Json.list(wrong)))
          .badJson();
    }
    anna.post("/presence/list", Json.of("invite", bert.userId())).badJson();
    assertThat(Json.texts(annas.list(), "user_id")).containsExactly(carl.userId());
  }

  @Test
  @Row("S-PRES-30")
  void listIsReachedByTheUserIdToo() {
    String own = path("presence", "list", anna.userId());
    anna.post(own, Json.of("invite", Json.list(bert.userId()))).ok();
    assertThat(anna.get(own).ok()).hasSize(1);
    bert.get(own).forbidden();
    bert.post(own, Json.of("drop", Json.list(bert.userId()))).forbidden();
    assertThat(anna.get(own).ok()).hasSize(1);
    anna.get(path("presence", "list", "@anna:elsewhere.example")).refused(400, "M_BAD_JSON");
    anna.withToken("").get(own).refused();
  }
}
