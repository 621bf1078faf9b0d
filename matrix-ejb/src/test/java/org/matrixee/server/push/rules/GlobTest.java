package org.matrixee.server.push.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** v1.19: appendices, "Glob-style matching"; client-server, "Conditions". */
class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "m.room.message, m.room.message, true",
    "M.Room.MESSAGE, m.room.message, true",
    "m.room.*, m.room.message, true",
    "m.room.*, m.room., true",
    "m.room.?essage, m.room.message, true",
    "m.room.?, m.room., false",
    "m.room, m.room.message, false",
    "room.message, m.room.message, false",
    "*, '', true",
    "?, '', false",
    "'', '', true",
    "'', x, false",
    "a*b*c, aXbXbXc, true",
    "a*b*c, aXbXbX, false",
    "a.c, abc, false"
  })
  void wholeTexts(String pattern, String text, boolean fits) {
    assertThat(Glob.fits(pattern, text)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "cake, I like cake, true",
    "cake, Cake!, true",
    "cake, 'cake, please', true",
    "cake, cakes, false",
    "cake, pancake, false",
    "cake, pan_cake, false",
    "cake, pan-cake, true",
    "cake*, cakes are fine, true",
    "ca?e, a case of it, true",
    "cake lie, the cake lie is told, true",
    "lunc?*, 'Lunch plans', true",
    "anna, 'Änanna', false",
    "é, 'café é', true"
  })
  void wordsOfTexts(String pattern, String text, boolean fits) {
    assertThat(Glob.fitsWords(pattern, text)).isEqualTo(fits);
  }

  @Test
  void hostilePatternsCostLittle() {
    assertThat(Glob.fits("*a".repeat(500) + "b", "a".repeat(5000))).isFalse();
    assertThat(Glob.fitsWords("*a".repeat(500) + "b", "a ".repeat(2500))).isFalse();
  }
}
