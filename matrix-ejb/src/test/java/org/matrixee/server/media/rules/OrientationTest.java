package org.matrixee.server.media.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a camera was held, from files of both byte orders, and from broken ones. */
class OrientationTest {
  private static byte[] file(String exif) {
    return HexFormat.of().parseHex("ffd8" + "ffe00004aabb" + exif + "ffda");
  }

  private static byte[] big(int number) {
    return file(
        "ffe1001e457869660000"
            + "4d4d002a00000008"
            + "000101120003000000010"
            + "00"
            + number
            + "0000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void numberIsFound(int number) {
    assertThat(Orientation.of(big(number)).number()).isEqualTo(number);
    byte[] little =
        file(
            "ffe1001e457869660000"
                + "49492a0008000000"
                + "010012010300010000000"
                + number
                + "000000");
    assertThat(Orientation.of(little).number()).isEqualTo(number);
  }

  @Test
  void whatIsOddIsUpright() {
    assertThat(Orientation.of(big(9))).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(big(0))).isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(new byte[0])).isEqualTo(Orientation.UPRIGHT);
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] broken = big(6);
      for (int j = random.nextInt(4); j >= 0; j--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(broken, random.nextInt(broken.length + 1));
      assertThat(Orientation.of(cut).number()).isBetween(1, 8);
    }
  }
}
