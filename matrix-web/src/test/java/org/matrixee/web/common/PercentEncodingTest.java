package org.matrixee.web.common;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "/%21a%3Ab", "%252F", "%C3%A9", "%F0%9F%98%80", "a%00", "%7e"})
  void wellFormedIsDecodable(String text) {
    assertThat(PercentEncoding.isDecodable(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%",
        "%a",
        "/%zz",
        "%f",
        "x%4",
        "%ff",
        "%c3",
        "%ED%A0%80",
        "%C0%80",
        "é%20",
        "é",
        "a b",
        "a|b",
        "a#b",
        "a\\b",
        "<a>"
      })
  void malformedIsNot(String text) {
    assertThat(PercentEncoding.isDecodable(text)).isFalse();
  }

  @Test
  void absentQueryIsDecodable() {
    assertThat(PercentEncoding.isDecodable(null)).isTrue();
  }
}
