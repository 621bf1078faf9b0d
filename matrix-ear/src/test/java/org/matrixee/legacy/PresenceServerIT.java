package org.matrixee.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.LiveStream;
import org.matrixee.e2e.MatrixServer;
import org.matrixee.e2e.Presence;
import org.matrixee.e2e.Reply;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.ServerSettings;

/** Presence on a server of its own: a short grace time, restarts, and other policies. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PresenceServerIT {
  private static final ServerSettings SETTINGS =
      ServerSettings.h2("presence").with("MATRIX_PRESENCE_GRACE", "3");

  private static MatrixServer server;

  @BeforeAll
  static void start() {
    server = MatrixServer.start(SETTINGS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @Row({"S-PRES-05", "S-PRES-08"})
  void twoUsersWithThreeDevices() {
    Client anna = server.fresh("anna");
    Client phone = anna.anotherSession();
    Client bert = server.fresh("bert");
    anna.publicRoom().with(bert);
    LiveStream watching = bert.stream();

    LiveStream laptops = anna.stream();
    LiveStream phones = phone.stream();
    CompletableFuture<Reply> laptop = laptops.pollLater(1000);
    Presence.until(watching, anna, "online");
    Presence.of(phone).put("presence", "free_for_chat", "status_msg", "two devices").ok();
    assertThat(Presence.of(anna).stateOf(anna)).isEqualTo("free_for_chat");
    Presence.until(watching, anna, "free_for_chat");
    laptops.accept(laptop.join());

    // The laptop is closed; the phone goes on for longer than the grace time.
    long until = System.nanoTime() + 6_000_000_000L;
    while (System.nanoTime() < until) {
      phones.poll(500);
      assertThat(Presence.of(bert).stateOf(anna)).isEqualTo("free_for_chat");
    }
    // Then nobody polls any more.
    JsonNode gone = Presence.until(watching, anna, "offline").path("content");
    assertThat(gone.path("status_msg").asText()).isEqualTo("two devices");
    assertThat(Presence.of(bert).stateOf(anna)).isEqualTo("offline");
    assertThat(Presence.of(anna).activeAgo()).isGreaterThan(2000);
    phones.poll(0);
    Presence.until(watching, anna, "online");
  }

  @Test
  void statusWithoutAStreamEndsWithTheGraceTime() {
    Client anna = server.fresh("anna");
    Presence.of(anna).set("free_for_chat");
    assertThat(Presence.of(anna).stateOf(anna)).isEqualTo("free_for_chat");
    Presence.of(anna).await(anna, status -> status.path("presence").asText().equals("offline"));
  }

  @Test
  @Row("S-PRES-16")
  void restartKeepsListsAndStatusAndLetsNobodyStayOnline() {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    Client carl = server.fresh("carl");
    anna.publicRoom().with(bert);
    Presence.of(anna).invite(carl).ok();
    LiveStream before = bert.stream();
    before.poll(0);
    Presence.of(anna).put("presence", "unavailable", "status_msg", "back soon").ok();
    Presence.of(carl).put("presence", "online", "status_msg", "not for long").ok();
    server.kill();
    server.startAgain();

    assertThat(Json.texts(Presence.of(anna).list(), "user_id")).containsExactly(carl.userId());
    JsonNode told =
        Presence.until(
            before, anna, content -> content.path("status_msg").asText().equals("back soon"));
    if (told.path("content").path("presence").asText().equals("unavailable")) {
      Presence.until(before, anna, "offline");
    }
    Presence.of(anna).await(carl, status -> status.path("presence").asText().equals("offline"));
    LiveStream after = anna.stream();
    after.poll(0);
    Presence.until(before, anna, "online");
    assertThat(Presence.of(anna).status(anna).ok().path("status_msg").asText())
        .isEqualTo("back soon");
    assertThat(before.poll(0)).noneMatch(event -> Presence.isOf(event, anna));
  }

  // The last one: it leaves other settings behind.
  @Test
  @Order(Integer.MAX_VALUE)
  @Row({"S-PRES-17", "S-PRES-19"})
  void policiesDecideWhoMayWatchWhom() {
    Client anna = server.fresh("anna");
    Client bert = server.fresh("bert");
    Client carl = server.fresh("carl");
    Client dora = server.fresh("dora");
    server.restart(SETTINGS.with("MATRIX_PRESENCE_INVITES", "deny"));
    Presence.of(anna).invite(bert).ok();
    assertThat(Presence.of(anna).list()).isEmpty();
    Presence.of(anna).status(bert).notFound();

    server.restart(SETTINGS.with("MATRIX_PRESENCE_INVITES", "mutual"));
    Presence.of(bert).invite(anna).ok();
    assertThat(Presence.of(bert).list()).isEmpty();
    Presence.of(bert).status(anna).notFound();
    LiveStream waiting = bert.stream();
    Presence.of(anna).invite(bert).ok();
    assertThat(Json.texts(Presence.of(anna).list(), "user_id")).containsExactly(bert.userId());
    assertThat(Json.texts(Presence.of(bert).list(), "user_id")).containsExactly(anna.userId());
    assertThat(Presence.of(anna).status(bert).status()).isEqualTo(200);
    Presence.until(waiting, anna, content -> true);
    carl.publicRoom().with(dora);
    Presence.of(carl).invite(dora).ok();
    assertThat(Json.texts(Presence.of(carl).list(), "user_id")).isEqualTo(List.of(dora.userId()));
  }
}
