package org.matrixee.server.profile.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.json.JsonText;

class ProfileFieldsTest {
  private static ErrorCode refusalOf(Runnable check) {
    try {
      check.run();
      throw new AssertionError("it is not refused");
    } catch (MatrixException refusal) {
      return refusal.code();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"displayname", "m.tz", "org.example.a_b-c", "a", "a.", "z9"})
  void namesFollowTheGrammar(String name) {
    assertThatCode(() -> ProfileFields.requireName(name)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "aB", "9a", "_a", ".a", "a b", "\u00E4", "a/b"})
  void otherNamesAreRefused(String name) {
    assertThat(refusalOf(() -> ProfileFields.requireName(name)))
        .isEqualTo(ErrorCode.M_INVALID_PARAM);
  }

  @Test
  void longNamesAreRefusedAsSuch() {
    assertThatCode(() -> ProfileFields.requireName("a".repeat(255))).doesNotThrowAnyException();
    assertThat(refusalOf(() -> ProfileFields.requireName("a".repeat(256))))
        .isEqualTo(ErrorCode.M_KEY_TOO_LARGE);
    assertThat(refusalOf(() -> ProfileFields.requireName("\u00E4".repeat(128))))
        .isEqualTo(ErrorCode.M_KEY_TOO_LARGE);
  }

  private static boolean isFine(String name, JsonValue value) {
    return ProfileFields.findProblem(name, value).isEmpty();
  }

  private static JsonValue text(String text) {
    return Json.createValue(text);
  }

  @Test
  void knownFieldsHaveValuesOfTheirKind() {
    assertThat(isFine("displayname", text("Anna"))).isTrue();
    assertThat(isFine("displayname", JsonValue.NULL)).isFalse();
    assertThat(isFine("displayname", Json.createValue(7))).isFalse();
    assertThat(isFine("avatar_url", text("mxc://a.example/x"))).isTrue();
    assertThat(isFine("avatar_url", text(""))).isTrue();
    assertThat(isFine("avatar_url", text("https://a.example/x"))).isFalse();
    assertThat(isFine("avatar_url", JsonValue.NULL)).isFalse();
    assertThat(isFine("m.tz", text("America/Argentina/Buenos_Aires"))).isTrue();
    assertThat(isFine("m.tz", text("Etc/GMT+2"))).isTrue();
    assertThat(isFine("m.tz", text("somewhere else"))).isFalse();
    assertThat(isFine("m.tz", JsonValue.NULL)).isFalse();
    assertThat(isFine("org.example", JsonValue.NULL)).isTrue();
    assertThat(isFine("org.example", JsonValue.EMPTY_JSON_ARRAY)).isTrue();
  }

  @Test
  void profileIsNeverLongerThanItMayBe() {
    // {"displayname":"..."} counts 4 for quotes, colon and comma.
    int left = ProfileFields.MAX_BYTES - 2 - "displayname".length() - 4 - 2;
    String most = "x".repeat(left);
    assertThatCode(() -> ProfileFields.requireSize(most, null, Map.of()))
        .doesNotThrowAnyException();
    assertThat(refusalOf(() -> ProfileFields.requireSize(most + "x", null, Map.of())))
        .isEqualTo(ErrorCode.M_PROFILE_TOO_LARGE);
    JsonText half = JsonText.of("\"" + "x".repeat(32_000) + "\"");
    assertThatCode(() -> ProfileFields.requireSize(null, null, Map.of("a", half, "b", half)))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> ProfileFields.requireSize(null, null, Map.of("a", half, "b", half, "c", half)))
        .isInstanceOf(MatrixException.class);
    // What JSON has to escape counts as it is sent.
    assertThat(
            refusalOf(() -> ProfileFields.requireSize("\"".repeat(left / 2 + 1), null, Map.of())))
        .isEqualTo(ErrorCode.M_PROFILE_TOO_LARGE);
  }
}
