package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the settings change: rate limits, closed registration, and refused values. */
class SettingsIT {
  private static final int PLENTY = 5000;

  @Test
  @Row({"S-API-11", "S-API-17"})
  void rateLimitRefusesABurstAndSaysWhenToRetry() {
    ServerSettings limited = ServerSettings.h2("limited").with("MATRIX_RATE_LIMITS", "on");
    try (MatrixServer server = MatrixServer.start(limited)) {
      Client anna = server.fresh("anna");
      Room room = anna.createRoom();
      int before = room.history().size();
      int accepted = 0;
      Reply reply = room.message("burst");
      while (reply.status() == 200 && accepted < PLENTY) {
        accepted++;
        reply = room.message("burst");
      }
      reply.refused(429, "M_LIMIT_EXCEEDED");
      JsonNode retryAfter = reply.json().path("retry_after_ms");
      assertThat(retryAfter.isIntegralNumber()).as(reply.text()).isTrue();
      assertThat(retryAfter.asLong()).isPositive();
      assertThat(room.history()).hasSize(before + accepted);
      namesChangedInALoop(anna);
      closedRegistration(server, limited, room);
    }
  }

  private static void namesChangedInALoop(Client anna) {
    String name = Client.path("profile", anna.userId(), "displayname");
    int accepted = 0;
    Reply reply = anna.put(name, Json.of("displayname", "0"));
    while (reply.status() == 200 && accepted < PLENTY) {
      accepted++;
      reply = anna.put(name, Json.of("displayname", "name " + accepted));
    }
    reply.refused(429, "M_LIMIT_EXCEEDED");
    assertThat(anna.get(name).ok()).isNotEqualTo(Json.of("displayname", "name " + accepted));
  }

  private static void closedRegistration(MatrixServer server, ServerSettings how, Room room) {
    server.restart(how.with("MATRIX_REGISTRATION", "closed").with("MATRIX_RATE_LIMITS", "off"));
    Client nobody = Client.nobody(server.url());
    String name = Users.name("late");
    nobody.register(name, Users.PASSWORD).forbidden();
    nobody.login(name, Users.PASSWORD).forbidden();
    room.as(room.client().anotherSession()).say("old accounts go on");
  }

  @Test
  void wrongValueStopsTheStartWithASentenceThatNamesIt() {
    ServerSettings wrong = ServerSettings.h2("wrong").with("MATRIX_REGISTRATION", "perhaps");
    try (MatrixServer server = MatrixServer.launched(wrong)) {
      assertThat(server.logOfFailedStart())
          .contains(
              "Matrix EE does not start: The setting MATRIX_REGISTRATION is wrong: \"perhaps\"");
    }
  }

  @Test
  void wrongSettingOfTheContainerEndsTheProcess() {
    ServerSettings wrong = ServerSettings.h2("wrong-pool").with("MATRIX_DB_POOL", "many");
    try (MatrixServer server = MatrixServer.launched(wrong)) {
      assertThat(server.awaitExit(Duration.ofSeconds(60))).as(server.consoleTail()).isTrue();
      assertThat(server.consoleTail()).contains("MATRIX_DB_POOL is \"many\"");
    }
  }
}
