package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

class JsonFieldsTest {
  private static final JsonObject BODY =
      Json.createReader(
              new StringReader(
                  """
                  {"text": "a", "null": null, "number": 1, "list": ["a", "b"], "mixed": ["a", 1],
                   "nul": "a\\u0000"}
                  """))
          .readObject();

  private static void assertBadJson(ThrowingCallable call, String key) {
    assertThatThrownBy(call)
        .hasMessageContaining("'" + key + "'")
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }

  @Test
  void readsStrings() {
    assertThat(JsonFields.requireString(BODY, "text")).isEqualTo("a");
    assertThat(JsonFields.findString(BODY, "text")).contains("a");
  }

  @Test
  void absentAndNullAreNoString() {
    assertThat(JsonFields.findString(BODY, "absent")).isEmpty();
    assertThat(JsonFields.findString(BODY, "null")).isEmpty();
    assertBadJson(() -> JsonFields.requireString(BODY, "absent"), "absent");
    assertBadJson(() -> JsonFields.requireString(BODY, "null"), "null");
  }

  @Test
  void otherTypesAreRefused() {
    assertBadJson(() -> JsonFields.findString(BODY, "number"), "number");
    assertBadJson(() -> JsonFields.requireString(BODY, "list"), "list");
    assertBadJson(() -> JsonFields.strings(BODY, "text"), "text");
    assertBadJson(() -> JsonFields.strings(BODY, "mixed"), "mixed");
  }

  @Test
  void nulIsRefused() {
    assertBadJson(() -> JsonFields.requireString(BODY, "nul"), "nul");
  }

  @Test
  void readsLists() {
    assertThat(JsonFields.strings(BODY, "list")).containsExactly("a", "b");
    assertThat(JsonFields.strings(BODY, "absent")).isEmpty();
    assertThat(JsonFields.strings(BODY, "null")).isEmpty();
  }
}
