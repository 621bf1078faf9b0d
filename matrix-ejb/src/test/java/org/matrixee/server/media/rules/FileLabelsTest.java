package org.matrixee.server.media.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types and names that go into headers. */
class FileLabelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "text/plain; charset=utf-8",
        "a/b;c=d;e=\"f g\"",
        "TEXT/HTML",
        "application/vnd.x+json"
      })
  void typeIsKeptAsGiven(String type) {
    assertThat(FileLabels.type(type)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "png",
        "image/",
        "/png",
        "image/png\r\nX: y",
        "image/png; a",
        "image/p ng",
        "image/png;a=\"b",
        "image/\u00fc",
        "image/png\0"
      })
  void whatIsNoTypeIsUnknown(String type) {
    assertThat(FileLabels.type(type)).isEqualTo(FileLabels.UNKNOWN);
    assertThat(FileLabels.type("a/" + "b".repeat(300))).isEqualTo(FileLabels.UNKNOWN);
    assertThat(FileLabels.type(null)).isEqualTo(FileLabels.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "image/png, true",
    "IMAGE/PNG; a=b, true",
    "text/plain; charset=utf-8, true",
    "image/svg+xml, false",
    "text/html, false",
    "application/pdf, false",
    "application/octet-stream, false"
  })
  void onlyHarmlessTypesAreShownInPlace(String type, boolean inPlace) {
    assertThat(FileLabels.isShownInPlace(type)).isEqualTo(inPlace);
  }

  @Test
  void namesLoseFoldersAndWhatCannotBeSeen() {
    assertThat(FileLabels.name("../../etc/passwd")).isEqualTo("passwd");
    assertThat(FileLabels.name("C:\\x\\y.png")).isEqualTo("y.png");
    assertThat(FileLabels.name("a\r\nb\0c\u202Ed")).isEqualTo("abcd");
    assertThat(FileLabels.name("\uD83D\uDE00".repeat(300))).hasSize(400);
    assertThat(FileLabels.name("\uD83D")).isNull();
    assertThat(FileLabels.name("a/")).isNull();
    assertThat(FileLabels.name("..")).isNull();
    assertThat(FileLabels.name(null)).isNull();
  }
}
