package org.matrixee.server.backup.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.backup.KeyQuality;

class BetterKeyTest {
  @ParameterizedTest
  @CsvSource({
    "true, 9, 9, false, 0, 0, true",
    "false, 0, 0, true, 9, 9, false",
    "true, 1, 9, true, 2, 0, true",
    "true, 2, 0, true, 1, 9, false",
    "false, 1, 1, false, 1, 2, true",
    "false, 1, 2, false, 1, 1, false",
    "false, 1, 1, false, 1, 1, false",
    "true, 1, 1, true, 1, 1, false"
  })
  void verifiedThenEarlierThenLessForwarded(
      boolean verified,
      long index,
      long forwarded,
      boolean heldVerified,
      long heldIndex,
      long heldForwarded,
      boolean better) {
    assertThat(
            BetterKey.isBetter(
                new KeyQuality(verified, index, forwarded),
                new KeyQuality(heldVerified, heldIndex, heldForwarded)))
        .isEqualTo(better);
  }

  /** Whatever order keys come in, the same one is left. */
  @Test
  void ofTwoThatDifferExactlyOneIsBetter() {
    List<KeyQuality> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(new KeyQuality((i & 4) != 0, i & 2, i & 1));
    }
    for (KeyQuality one : all) {
      for (KeyQuality other : all) {
        assertThat(BetterKey.isBetter(one, other) ^ BetterKey.isBetter(other, one))
            .as("%s and %s", one, other)
            .isEqualTo(!one.equals(other));
      }
    }
  }
}
