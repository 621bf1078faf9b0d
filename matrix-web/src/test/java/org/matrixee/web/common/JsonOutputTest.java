package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonOutputTest {
  private static String text(JsonOutput out) {
    return new String(out.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void escapesWhatJsonDemands() {
    assertThat(text(new JsonOutput().string("a\"b\\c\n\r\t\u0001/\u007f")))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001/\u007f\"");
  }

  @Test
  void writesEveryPlaneAsUtf8() {
    assertThat(text(new JsonOutput().string("é ß 漢 😀"))).isEqualTo("\"é ß 漢 😀\"");
  }

  @Test
  void escapesHalfASurrogatePair() {
    assertThat(text(new JsonOutput().string("a\ud83d"))).isEqualTo("\"a\\ud83d\"");
    assertThat(text(new JsonOutput().string("\ude00\ud83db"))).isEqualTo("\"\\ude00\\ud83db\"");
  }

  @Test
  void writesValuesAsTheyWere() {
    String json = "{\"a\":[],\"b\":{},\"c\":[1,-2,{\"d\":null}],\"e\":true,\"f\":\"\",\"g\":0.50}";
    JsonObject value = Json.createReader(new StringReader(json)).readObject();

    assertThat(text(new JsonOutput().value(value))).isEqualTo(json);
  }

  @Test
  void keepsTheOrderOfPiecesOfEverySize() throws IOException {
    JsonOutput out = new JsonOutput();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 3000; i += 7) {
      String piece = "x".repeat(i) + i;
      out.utf8(piece.getBytes(StandardCharsets.UTF_8)).ascii(",").number(i).string("é");
      expected.append(piece).append(',').append(i).append("\"é\"");
    }
    byte[] bytes = expected.toString().getBytes(StandardCharsets.UTF_8);

    assertThat(out.size()).isEqualTo(bytes.length);
    assertThat(out.toBytes()).isEqualTo(bytes);
    ByteArrayOutputStream streamed = new ByteArrayOutputStream();
    out.write(streamed);
    assertThat(streamed.toByteArray()).isEqualTo(bytes);
  }
}
