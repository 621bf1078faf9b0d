package org.matrixee.server.event.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.fixtures.Texts;

/** Spec: appendices, "Canonical JSON", with its examples; federation-v1, 6.2. */
@DisplayName("canonical JSON")
class CanonicalJsonTest {
  @ParameterizedTest(name = "example of the specification: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|{}",
        "{ \"one\": 1, \"two\": \"Two\" }|{\"one\":1,\"two\":\"Two\"}",
        "{\"b\": \"2\", \"a\": \"1\"}|{\"a\":\"1\",\"b\":\"2\"}",
        "{\"auth\":{\"success\":true,\"mxid\":\"@john.doe:example.com\",\"profile\":{"
            + "\"display_name\":\"John Doe\",\"three_pids\":[{\"medium\":\"email\","
            + "\"address\":\"john.doe@example.org\"},{\"medium\":\"msisdn\","
            + "\"address\":\"123456789\"}]}}}|{\"auth\":{\"mxid\":\"@john.doe:example.com\","
            + "\"profile\":{\"display_name\":\"John Doe\",\"three_pids\":[{\"address\":"
            + "\"john.doe@example.org\",\"medium\":\"email\"},{\"address\":\"123456789\","
            + "\"medium\":\"msisdn\"}]},\"success\":true}}",
        "{\"a\":\"日本語\"}|{\"a\":\"日本語\"}",
        "{\"本\":2,\"日\":1}|{\"日\":1,\"本\":2}",
        "{\"a\":\"\\u65E5\"}|{\"a\":\"日\"}",
        "{\"a\":null}|{\"a\":null}",
        "{\"a\":-0,\"b\":1e10}|{\"a\":0,\"b\":10000000000}"
      })
  void examples(String input, String expected) {
    assertThat(write(input)).isEqualTo(expected);
  }

  @Test
  void keysAreSortedByCodePointNotByUtf16() {
    // In UTF-16 the first of U+1F600 is U+D83D, before U+FF21; by code point it comes after.
    String emoji = new String(Character.toChars(0x1f600));
    String wide = "\uff21";
    assertThat(write("{\"" + emoji + "\":1,\"" + wide + "\":2,\"a\":3,\"" + emoji + "b\":4}"))
        .isEqualTo("{\"a\":3,\"" + wide + "\":2,\"" + emoji + "\":1,\"" + emoji + "b\":4}");
  }

  @Test
  void onlyNecessaryEscapesAreWritten() {
    String input =
        "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\u001F\\u007f\\u00e9\\u2028\\uD83D\\uDE00\"}";
    assertThat(write(input))
        .isEqualTo(
            "{\"a\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u007f\u00e9\u2028\ud83d\ude00\"}");
  }

  @Test
  void keysAreEscapedLikeStrings() {
    assertThat(write("{\"\\u000A\\\"\":1}")).isEqualTo("{\"\\n\\\"\":1}");
  }

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "9007199254740991, 9007199254740991",
    "-9007199254740991, -9007199254740991",
    "-0, 0",
    "0e5, 0",
    "1E3, 1000",
    "2.0, 2",
    "12300e-2, 123"
  })
  void integers(String number, String expected) {
    assertThat(write("{\"a\":" + number + "}")).isEqualTo("{\"a\":" + expected + "}");
  }

  @ParameterizedTest(name = "{0} is refused")
  @ValueSource(strings = {"1.5", "9007199254740992", "-9007199254740992", "1e300", "1e-300"})
  void otherNumbersAreRefused(String number) {
    assertBadJson(Texts.exact("{\"a\":[" + number + "]}"));
  }

  @Test
  void halfSurrogatePairsAreRefused() {
    assertBadJson(JsonValues.PROVIDER.createValue("a\ud83d"));
    assertBadJson(JsonValues.PROVIDER.createValue("\ude00a"));
    assertBadJson(JsonValues.PROVIDER.createValue("\ud83d\ud83d"));
  }

  @Test
  void longTextsAndDeepNestingAreWrittenWhole() {
    String text = "é".repeat(10_000);
    String input = "{\"a\":" + "[".repeat(90) + "\"" + text + "\"" + "]".repeat(90) + "}";
    assertThat(write(input)).isEqualTo(input);
  }

  @Test
  void someKeysOfTheTopMayBeLeftOut() {
    byte[] bytes =
        CanonicalJson.writeWithout(Texts.object("{'b':{'a':1},'a':2,'c':3}"), Set.of("a", "c"));
    assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("{\"b\":{\"a\":1}}");
  }

  private static String write(String input) {
    return new String(CanonicalJson.write(Texts.exact(input)), StandardCharsets.UTF_8);
  }

  private static void assertBadJson(JsonValue value) {
    assertThatThrownBy(() -> CanonicalJson.write(value))
        .isInstanceOfSatisfying(
            MatrixException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.M_BAD_JSON));
  }
}
