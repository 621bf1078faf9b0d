package org.matrixee.server.backup.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.keys.rules.Refusals.refusal;
import static org.matrixee.server.keys.rules.TestKey.json;
import static org.matrixee.server.keys.rules.TestKey.with;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;

class BackupFormTest {
  private static final RoomId ROOM = new RoomId("!r:localhost");
  private static final String KEY =
      "{'first_message_index':3,'forwarded_count':1,'is_verified':true,"
          + "'session_data':{'ciphertext':'c'}}";
  private static final BackedUpKey READ =
      new BackedUpKey(
          new SessionKey(ROOM, "s"),
          new KeyQuality(true, 3, 1),
          JsonText.of("{\"ciphertext\":\"c\"}"));

  @Test
  void keysAreReadByRoomAndSession() {
    assertThat(BackupForm.key(ROOM, "s", json(KEY))).isEqualTo(READ);
    String room = "{'sessions':{'s':" + KEY + "}}";
    assertThat(BackupForm.room(ROOM, json(room))).containsExactly(READ);
    assertThat(BackupForm.rooms(json("{'rooms':{'!r:localhost':" + room + "}}")))
        .containsExactly(READ);
    assertThat(BackupForm.rooms(json("{'rooms':{}}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"first_message_index", "forwarded_count", "is_verified", "session_data"})
  void everyPartOfAKeyMustBeThere(String part) {
    assertThat(code(with(json(KEY), part, null))).isEqualTo(ErrorCode.M_MISSING_PARAM);
    assertThat(code(with(json(KEY), part, JsonValue.NULL))).isEqualTo(ErrorCode.M_MISSING_PARAM);
    assertThat(code(with(json(KEY), part, Json.createValue("x")))).isEqualTo(ErrorCode.M_BAD_JSON);
  }

  private static ErrorCode code(JsonObject key) {
    return refusal(() -> BackupForm.key(ROOM, "s", key));
  }

  @Test
  void numbersAreCounts() {
    assertThat(code(with(json(KEY), "forwarded_count", Json.createValue(-1))))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
    assertThat(code(with(json(KEY), "forwarded_count", Json.createValue(1.5))))
        .isEqualTo(ErrorCode.M_BAD_JSON);
    assertThat(code(with(json(KEY), "first_message_index", Json.createValue(1L << 60))))
        .isEqualTo(ErrorCode.M_BAD_JSON);
  }

  @Test
  void keysAndNamesAreNotEndless() {
    JsonObject large =
        Json.createObjectBuilder().add("c", "x".repeat(BackupForm.MAX_KEY_BYTES)).build();
    assertThat(code(with(json(KEY), "session_data", large))).isEqualTo(ErrorCode.M_TOO_LARGE);
    for (String session : new String[] {"", "s".repeat(256)}) {
      assertThat(refusal(() -> BackupForm.key(ROOM, session, json(KEY))))
          .isEqualTo(ErrorCode.M_INVALID_PARAM);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{}; M_MISSING_PARAM",
        "{'rooms':[]}; M_BAD_JSON",
        "{'rooms':{'room':{'sessions':{}}}}; M_BAD_JSON",
        "{'rooms':{'!r:localhost':5}}; M_BAD_JSON",
        "{'rooms':{'!r:localhost':{}}}; M_MISSING_PARAM",
        "{'rooms':{'!r:localhost':{'sessions':{'s':5}}}}; M_BAD_JSON"
      })
  void bodiesOfOtherFormsAreRefused(String body, ErrorCode code) {
    assertThat(refusal(() -> BackupForm.rooms(json(body)))).isEqualTo(code);
  }

  @Test
  void descriptionIsRead() {
    BackupForm.Description read =
        BackupForm.description(json("{'algorithm':'a','auth_data':{'k':1.5},'version':'7'}"));
    assertThat(read.algorithm()).isEqualTo("a");
    assertThat(read.authData()).isEqualTo(JsonText.of("{\"k\":1.5}"));
    assertThat(read.version()).isEqualTo("7");
    assertThat(
            BackupForm.description(json("{'algorithm':'a','auth_data':{},'version':null}"))
                .version())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'auth_data':{}}; M_MISSING_PARAM",
        "{'algorithm':'a'}; M_MISSING_PARAM",
        "{'algorithm':5,'auth_data':{}}; M_BAD_JSON",
        "{'algorithm':'','auth_data':{}}; M_INVALID_PARAM",
        "{'algorithm':'a','auth_data':'x'}; M_BAD_JSON",
        "{'algorithm':'a','auth_data':{},'version':1}; M_BAD_JSON"
      })
  void badDescriptionsAreRefused(String body, ErrorCode code) {
    assertThat(refusal(() -> BackupForm.description(json(body)))).isEqualTo(code);
  }
}
