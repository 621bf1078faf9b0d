package org.matrixee.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Texts from outside, good and bad. */
@DisplayName("reading JSON")
class JsonReaderTest {
  @Test
  void readsEveryKindOfValue() {
    JsonObject object =
        read(
            "{\"s\":\"x\\u00e9\\uD83D\\uDE00\",\"i\":1,\"l\":9007199254740991,\"n\":null,"
                + "\"t\":true,\"f\":false,\"a\":[1,[],{}],\"o\":{\"k\":-1},\"e\":1e3,\"d\":2.0}");
    assertThat(object.getString("s")).isEqualTo("x\u00e9\ud83d\ude00");
    assertThat(object.getInt("i")).isEqualTo(1);
    assertThat(object.getJsonNumber("l").longValueExact()).isEqualTo(9007199254740991L);
    assertThat(object.get("n")).isSameAs(JsonValue.NULL);
    assertThat(object.get("t")).isSameAs(JsonValue.TRUE);
    assertThat(object.get("f")).isSameAs(JsonValue.FALSE);
    assertThat(object.getJsonArray("a")).hasSize(3);
    assertThat(object.getJsonObject("o").getInt("k")).isEqualTo(-1);
    assertThat(object.getJsonNumber("e").toString()).isEqualTo("1000");
    assertThat(object.getJsonNumber("d").toString()).isEqualTo("2");
  }

  @ParameterizedTest(name = "not JSON: {0}")
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{}{}",
        "{} []",
        "{\"a\":1,\"a\":2}",
        "{\"b\":{\"a\":1,\"\\u0061\":2}}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{/**/}",
        "{\"a\":tru}",
        "// x",
        "]"
      })
  void unparsableTexts(String text) {
    assertRefused(text, ErrorCode.M_NOT_JSON);
  }

  @ParameterizedTest(name = "not for us: {0}")
  @ValueSource(
      strings = {
        "[]",
        "null",
        "1",
        "\"x\"",
        "{\"a\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"a\":\"\\uD83D\"}",
        "{\"a\":\"\\uDE00\"}",
        "{\"a\":\"\\uD83Dx\"}",
        "{\"a\":\"\\uD83D\\uD83D\"}",
        "{\"\\uDE00\":1}",
        "{\"a\":1.5}",
        "{\"a\":1e-1}",
        "{\"a\":9007199254740992}",
        "{\"a\":-9007199254740992}",
        "{\"a\":9223372036854775808}",
        "{\"a\":1e400000}",
        "{\"a\":1e2147483647}",
        "{\"a\":1e-2147483647}",
        "{\"a\":1e99999999999}"
      })
  void wellFormedButRefused(String text) {
    assertRefused(text, ErrorCode.M_BAD_JSON);
  }

  @Test
  @Timeout(5)
  void hugeTextsOfOneKindDoNotBlowUp() {
    assertRefused("{\"a\":" + "9".repeat(1_000_000) + "}", ErrorCode.M_BAD_JSON);
    assertRefused("{\"a\":1e" + "9".repeat(1_000_000) + "}", ErrorCode.M_BAD_JSON);
    assertRefused("{\"a\":0." + "0".repeat(1_000_000) + "1}", ErrorCode.M_BAD_JSON);
    assertRefused("{\"a\":" + "[".repeat(1_000_000), ErrorCode.M_BAD_JSON);
    assertRefused("{\"a\":".repeat(200_000), ErrorCode.M_BAD_JSON);
    assertRefused("[".repeat(101), ErrorCode.M_BAD_JSON);
  }

  @Test
  void nestingHasALimit() {
    String hundred = "{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}";
    String more = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
    assertThat(read(hundred)).isNotEmpty();
    assertRefused(more, ErrorCode.M_BAD_JSON);
    assertThat(JsonReader.PDU.readObject(bytes(more))).isNotEmpty();
  }

  @Test
  void requestsMayHoldAnyNumberThatADoubleCarries() {
    JsonObject object =
        JsonReader.REQUEST.readObject(bytes("{\"a\":1.5,\"b\":1e300,\"c\":12345678901234567890}"));
    assertThat(object.getJsonNumber("a").doubleValue()).isEqualTo(1.5);
    assertThat(object.getJsonNumber("b").doubleValue()).isEqualTo(1e300);
    for (String number : new String[] {"1e400000", "1e-400000", "1e2147483647", "1e99999999999"}) {
      assertThatThrownBy(() -> JsonReader.REQUEST.readObject(bytes("{\"a\":" + number + "}")))
          .isInstanceOf(MatrixException.class);
    }
  }

  @Test
  void numbersOfPdusStayAsTheyWereWritten() {
    JsonObject read =
        JsonReader.PDU_AS_WRITTEN.readObject(
            "{\"a\":10,\"b\":10.0,\"c\":1e1,\"d\":123456789012345678901,\"e\":0.5}"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(read.getJsonNumber("a").isIntegral()).isTrue();
    assertThat(read.getJsonNumber("b").isIntegral()).isFalse();
    assertThat(read.getJsonNumber("c").isIntegral()).isFalse();
    assertThat(read.getJsonNumber("d").bigIntegerValueExact()).hasToString("123456789012345678901");
    assertThat(read.getJsonNumber("e").bigDecimalValue()).hasToString("0.5");
    assertThatThrownBy(
            () ->
                JsonReader.PDU_AS_WRITTEN.readObject(
                    "{\"a\":1e400}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MatrixException.class);
  }

  @Test
  void otherEncodingsAreRefused() {
    for (var charset :
        new Charset[] {
          StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16
        }) {
      assertThatThrownBy(() -> JsonReader.CONTENT.readObject("{\"a\":1}".getBytes(charset)))
          .isInstanceOf(MatrixException.class);
    }
    assertThatThrownBy(
            () ->
                JsonReader.CONTENT.readObject(
                    "{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(MatrixException.class);
  }

  @Test
  void readsStreams() throws IOException {
    assertThat(JsonReader.CONTENT.readObject(new ByteArrayInputStream(bytes("{\"a\":1}"))))
        .hasSize(1);
  }

  @Test
  @DisplayName("mutated texts give values or standard errors, nothing else")
  void mutations() {
    byte[] seed =
        bytes("{\"a\":[1,-2.5e3,\"x\\u00e9\\n\u00e9\ud83d\ude00\",{\"b\":null}],\"c\":true}");
    Random random = new Random(2014);
    for (int round = 0; round < 50_000; round++) {
      byte[] text = seed.clone();
      int changes = 1 + random.nextInt(4);
      for (int i = 0; i < changes; i++) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonReader.REQUEST.readValue(text);
      } catch (MatrixException e) {
        assertThat(e.code()).isIn(ErrorCode.M_NOT_JSON, ErrorCode.M_BAD_JSON);
      }
    }
  }

  private static JsonObject read(String text) {
    return JsonReader.CONTENT.readObject(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(String text, ErrorCode code) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            MatrixException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.sentence()).endsWith(".");
            });
  }
}
