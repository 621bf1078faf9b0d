package org.matrixee.current;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Json;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Devices, and how they end (v1.19, "Device management"). */
@Execution(ExecutionMode.CONCURRENT)
class CurrentDevicesIT {

  private static Client device(Client account, String id) {
    return Accounts.client(
        Servers.shared(), Accounts.loggedIn(Servers.shared(), account, "device_id", id));
  }

  @Test
  void devicesAreListedAndRenamed() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    device(kim, "Tablet").get("/account/whoami").ok();
    JsonNode list = kim.get("/devices").ok().path("devices");
    assertThat(Json.texts(list, "device_id")).hasSize(2).contains("Tablet");
    JsonNode tablet = Json.where(list, d -> d.path("device_id").asText().equals("Tablet")).get(0);
    assertThat(tablet.path("last_seen_ip").asText()).isEqualTo("127.0.0.1");
    assertThat(tablet.path("last_seen_ts").asLong())
        .isBetween(System.currentTimeMillis() - 600_000, System.currentTimeMillis() + 1000);
    assertThat(tablet.has("display_name")).isFalse();

    kim.put("/devices/Tablet", Json.of("display_name", "On the sofa")).ok();
    kim.put("/devices/Tablet", Json.of()).ok();
    assertThat(kim.get("/devices/Tablet").ok().path("display_name").asText())
        .isEqualTo("On the sofa");
    kim.put("/devices/Tablet", Json.of("display_name", "x".repeat(256)))
        .refused(400, "M_INVALID_PARAM");
    kim.put("/devices/Tablet", Json.of("display_name", 5)).badJson();

    isUnknown(Accounts.fresh(Servers.shared(), "eve"), "/devices/Tablet");
    isUnknown(kim, "/devices/None");
    kim.get("/devices/a%20b").notFound();
    Accounts.nobody(Servers.shared()).get("/devices").refused(401, "M_MISSING_TOKEN");
  }

  private static void isUnknown(Client client, String device) {
    client.get(device).notFound();
    client.put(device, Json.of("display_name", "x")).notFound();
  }

  @Test
  void deviceIsEndedWithAProof() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client tablet = device(kim, "Tablet");
    Client phone = device(kim, "Phone");
    String session =
        Accounts.challenge(kim.call("DELETE", "/devices/Tablet", ""), "m.login.password");

    // Neither without the password, nor for another device, nor by somebody else.
    ObjectNode wrong = Json.of("auth", Accounts.proof(kim, session, "wrong"));
    JsonNode refused = Accounts.challenged(kim.call("DELETE", "/devices/Tablet", wrong.toString()));
    assertThat(refused.path("errcode").asText()).isEqualTo("M_FORBIDDEN");
    assertThat(refused.path("session").asText()).isEqualTo(session);
    String right = Json.of("auth", Accounts.proof(kim, session, Users.PASSWORD)).toString();
    kim.call("DELETE", "/devices/Phone", right).refused(400, "M_UNKNOWN");
    Client eve = Accounts.fresh(Servers.shared(), "eve");
    eve.call("DELETE", "/devices/Tablet", right).refused(400, "M_UNKNOWN");
    ObjectNode ofEve = Json.of("auth", Accounts.proof(eve, session, Users.PASSWORD));
    Accounts.challenged(kim.call("DELETE", "/devices/Tablet", ofEve.toString()));
    assertThat(Accounts.isIn(tablet)).isTrue();

    kim.call("DELETE", "/devices/Tablet", right).ok();
    assertThat(Accounts.isIn(tablet)).isFalse();
    assertThat(Accounts.isIn(phone)).isTrue();
    kim.get("/devices/Tablet").notFound();
    kim.call("DELETE", "/devices/Tablet", right).refused(400, "M_UNKNOWN");
    Accounts.proven(kim, "DELETE", "/devices/Tablet", Json.of()).ok();
  }

  @Test
  void severalDevicesAreEndedAtOnce() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client tablet = device(kim, "Tablet");
    Client phone = device(kim, "Phone");
    Client stays = device(kim, "Stays");
    kim.post("/delete_devices", Json.of()).refused(400, "M_MISSING_PARAM");
    kim.post("/delete_devices", Json.of("devices", "Tablet")).badJson();
    ObjectNode body = Json.of("devices", Json.list("Tablet", "Phone", "None"));
    Accounts.proven(kim, "POST", "/delete_devices", body).ok();
    assertThat(Accounts.isIn(tablet)).isFalse();
    assertThat(Accounts.isIn(phone)).isFalse();
    assertThat(Accounts.isIn(stays)).isTrue();
  }

  @Test
  void logoutEndsTheDevice() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client tablet = device(kim, "Tablet");
    tablet.post("/logout", Json.of()).ok();
    assertThat(Accounts.isIn(tablet)).isFalse();
    assertThat(Accounts.isIn(kim)).isTrue();
    kim.get("/devices/Tablet").notFound();
    // So does that of 2014.
    Client phone = device(kim, "Phone");
    phone.withPrefix(Client.V1).post("/logout", Json.of()).ok();
    kim.get("/devices/Phone").notFound();
    Accounts.nobody(Servers.shared()).post("/logout", Json.of()).refused(401, "M_MISSING_TOKEN");
  }

  @Test
  void logoutAllEndsEveryDevice() {
    Client kim = Accounts.fresh(Servers.shared(), "kim");
    Client tablet = device(kim, "Tablet");
    Client old = Users.nobody().withCredentials(Accounts.loggedIn(Servers.shared(), kim));
    Client eve = Accounts.fresh(Servers.shared(), "eve");
    tablet.call("POST", "/logout/all", "").ok();
    for (Client client : new Client[] {kim, tablet, old.withPrefix(Accounts.V3)}) {
      assertThat(Accounts.isIn(client)).isFalse();
    }
    assertThat(Accounts.isIn(eve)).isTrue();
  }
}
