package org.matrixee.server.federation.typing.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.json.JsonReader;

class TypingEduTest {
  @Test
  void itIsReadAsItIsWritten() {
    for (boolean typing : new boolean[] {true, false}) {
      TypingEdu edu = new TypingEdu(new RoomId("!r:a"), new UserId("@u:b"), typing);
      assertThat(edu.content().keySet()).containsExactlyInAnyOrder("room_id", "user_id", "typing");
      assertThat(TypingEdu.read(edu.content())).isEqualTo(edu);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"@u:b\"}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"@u:b\", \"typing\": null}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"@u:b\", \"typing\": 1}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"@u:b\", \"typing\": \"true\"}",
        "{\"room_id\": \"!r:a\", \"typing\": true}",
        "{\"user_id\": \"@u:b\", \"typing\": true}",
        "{\"room_id\": 1, \"user_id\": \"@u:b\", \"typing\": true}",
        "{\"room_id\": \"r\", \"user_id\": \"@u:b\", \"typing\": true}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"u\", \"typing\": true}",
        "{\"room_id\": \"!r:a\", \"user_id\": \"@u:no server\", \"typing\": true}",
        "{\"room_id\": \"!r:a\", \"user_id\": [], \"typing\": true}"
      })
  void otherFormsAreRefused(String content) {
    assertThatThrownBy(
            () ->
                TypingEdu.read(JsonReader.PDU.readObject(content.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOfSatisfying(
            MatrixException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }
}
