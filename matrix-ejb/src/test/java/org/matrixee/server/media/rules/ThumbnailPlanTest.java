package org.matrixee.server.media.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes of thumbnails: never larger than asked or than the picture, and few. */
class ThumbnailPlanTest {
  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 320, 240, 320, 240",
    "4000, 3000, 800, 600, 800, 600",
    "4000, 3000, 5000, 5000, 800, 600",
    "3000, 4000, 320, 240, 144, 192",
    "1000, 100, 640, 640, 640, 64",
    "20, 30, 800, 800, 20, 30",
    "20, 30, 20, 30, 20, 30",
    "20, 30, 19, 30, 10, 16",
    "65535, 1, 100, 100, 96, 1",
    "1, 65535, 100, 100, 1, 96",
    "500, 500, 1, 1, 1, 1"
  })
  void wholePictureIsMadeToFit(int w, int h, int boxW, int boxH, int width, int height) {
    ThumbnailPlan plan = ThumbnailPlan.scale(new Size(w, h), new Size(boxW, boxH));
    assertThat(plan.size()).isEqualTo(new Size(width, height));
    assertThat(plan.part()).isEqualTo(new Size(w, h));
  }

  @ParameterizedTest
  @CsvSource({
    "4000, 3000, 96, 96, 96, 96, 3000, 3000",
    "4000, 3000, 320, 240, 320, 240, 4000, 3000",
    "4000, 1000, 320, 240, 320, 240, 1333, 1000",
    "20, 30, 96, 96, 20, 20, 20, 20",
    "800, 600, 100, 50, 64, 48, 800, 600",
    "500, 500, 1, 1, 1, 1, 500, 500"
  })
  void middleIsMadeToFill(
      int w, int h, int boxW, int boxH, int width, int height, int partW, int partH) {
    ThumbnailPlan plan = ThumbnailPlan.crop(new Size(w, h), new Size(boxW, boxH));
    assertThat(plan.size()).isEqualTo(new Size(width, height));
    assertThat(plan.part()).isEqualTo(new Size(partW, partH));
  }

  @Test
  void nothingIsLargerThanAskedOrThanThePicture() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      Size picture = size(random);
      Size box = size(random);
      for (boolean crop : new boolean[] {true, false}) {
        ThumbnailPlan plan =
            crop ? ThumbnailPlan.crop(picture, box) : ThumbnailPlan.scale(picture, box);
        assertThat(box.holds(plan.size()) && picture.holds(plan.part())).isTrue();
        assertThat(plan.part().holds(plan.size())).as("%s in %s: %s", picture, box, plan).isTrue();
      }
    }
  }

  @Test
  void sizesOfOnePictureAreFew() {
    Random random = new Random(6);
    Set<String> names = new HashSet<>();
    Size picture = new Size(3000, 2000);
    for (int i = 0; i < 200_000; i++) {
      Size box = size(random);
      names.add(ThumbnailPlan.scale(picture, box).name());
      names.add(ThumbnailPlan.crop(picture, box).name());
    }
    assertThat(names).hasSizeLessThanOrEqualTo(15 + 45);
  }

  private static Size size(Random random) {
    return new Size(side(random), side(random));
  }

  private static int side(Random random) {
    return 1 + random.nextInt(1 << (1 + random.nextInt(16)));
  }
}
