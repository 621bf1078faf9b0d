package org.matrixee.server.todevice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.ALICE;
import static org.matrixee.server.keys.rules.TestKey.BOB;
import static org.matrixee.server.keys.rules.TestKey.json;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.device.AddressedMessage;
import org.matrixee.model.device.Device;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.DeviceId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;

class MailingTest {
  private static final List<Device> DEVICES =
      List.of(device(ALICE, "A"), device(ALICE, "B"), device(BOB, "A"));

  private static Device device(UserId user, String id) {
    return new Device(1, user, new DeviceId(id), null, null, 0);
  }

  private static Mailing read(String messages) {
    return Mailing.read(BOB, "m.dummy", json(messages));
  }

  private static AddressedMessage message(UserId user, String device, String content) {
    return new AddressedMessage(
        user, new DeviceId(device), BOB, "m.dummy", JsonText.of(content.replace('\'', '"')));
  }

  @Test
  void messagesGoToTheDevicesThatAreNamed() {
    Mailing mailing = read("{'@alice:localhost':{'B':{'x':1.5},'GONE':{}},'@bob:localhost':{}}");
    assertThat(mailing.to(DEVICES)).containsExactly(message(ALICE, "B", "{'x':1.5}"));
    assertThat(read("{}").to(DEVICES)).isEmpty();
    assertThat(mailing.to(List.of())).isEmpty();
  }

  @Test
  void starIsEveryDeviceOfAUser() {
    assertThat(read("{'@alice:localhost':{'*':{'x':1}}}").to(DEVICES))
        .containsExactly(message(ALICE, "A", "{'x':1}"), message(ALICE, "B", "{'x':1}"));
  }

  @Test
  void deviceThatIsNamedGetsTheMessageWithItsNameOnly() {
    assertThat(read("{'@alice:localhost':{'*':{'x':1},'B':{'x':2}}}").to(DEVICES))
        .containsExactly(message(ALICE, "A", "{'x':1}"), message(ALICE, "B", "{'x':2}"));
  }

  @Test
  void usersOfOtherServersAreNotOfThisOne() {
    assertThat(
            read("{'@alice:localhost':{},'@far:example.org':{'*':{}}}")
                .usersOf(new ServerName("localhost")))
        .containsExactly(ALICE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'alice':{}}",
        "{'@alice:localhost':5}",
        "{'@alice:localhost':{'A':5}}",
        "{'@alice:localhost':{'A':null}}",
        "{'@alice:':{'A':{}}}"
      })
  void otherFormsAreRefused(String messages) {
    assertThat(refusal(() -> read(messages))).isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void messagesAndRequestsAreNotEndless() {
    String most = "x".repeat(Mailing.MAX_BYTES - "{\"c\":\"\"}".length());
    assertThat(
            Mailing.read(BOB, "t", of(Json.createObjectBuilder().add("c", most).build()))
                .to(DEVICES))
        .hasSize(1);
    assertThat(
            refusal(
                () ->
                    Mailing.read(
                        BOB, "t", of(Json.createObjectBuilder().add("c", most + "x").build()))))
        .isEqualTo(ErrorCode.M_TOO_LARGE);
    List<Device> many = new ArrayList<>();
    for (int i = 0; i <= Mailing.MAX_MESSAGES; i++) {
      many.add(device(ALICE, "D" + i));
    }
    Mailing all = read("{'@alice:localhost':{'*':{}}}");
    assertThat(refusal(() -> all.to(many))).isEqualTo(ErrorCode.M_TOO_LARGE);
    assertThat(all.to(many.subList(1, many.size()))).hasSize(Mailing.MAX_MESSAGES);
    Mailing large =
        Mailing.read(
            BOB,
            "t",
            Json.createObjectBuilder()
                .add(
                    ALICE.value(),
                    Json.createObjectBuilder()
                        .add(Mailing.ALL, Json.createObjectBuilder().add("c", most)))
                .build());
    int fit = Mailing.MAX_BYTES_IN_ALL / Mailing.MAX_BYTES;
    assertThat(large.to(many.subList(0, fit))).hasSize(fit);
    assertThat(refusal(() -> large.to(many.subList(0, fit + 1)))).isEqualTo(ErrorCode.M_TOO_LARGE);
  }

  private static JsonObject of(JsonObject content) {
    return Json.createObjectBuilder()
        .add(ALICE.value(), Json.createObjectBuilder().add("A", content))
        .build();
  }

  @Test
  void contentsAreInNoLog() {
    Mailing mailing = read("{'@alice:localhost':{'A':{'secret':1}}}");
    assertThat(mailing + " " + mailing.to(DEVICES)).doesNotContain("secret");
  }
}
