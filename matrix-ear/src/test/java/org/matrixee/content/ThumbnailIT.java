package org.matrixee.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.matrixee.e2e.AtOnce;
import org.matrixee.e2e.Client;
import org.matrixee.e2e.Media;
import org.matrixee.e2e.Row;
import org.matrixee.e2e.Servers;
import org.matrixee.e2e.Users;

/** Thumbnails: their sizes, what they are made of, and what is refused. */
@ResourceLock(value = Media.SHARED_UPLOADS, mode = ResourceAccessMode.READ)
class ThumbnailIT {
  private final Client anna = Users.fresh("anna");

  private BufferedImage thumbnail(String mxc, int width, int height, String method) {
    Media.Answer answer = Media.thumbnail(anna, mxc, width, height, method).ok();
    assertThat(answer.header("Content-Type")).isIn("image/png", "image/jpeg");
    return Pictures.read(answer.bytes());
  }

  private static void assertColor(BufferedImage image, int x, int y, Color expected) {
    Color color = new Color(image.getRGB(x, y));
    assertThat(
            Math.abs(color.getRed() - expected.getRed())
                + Math.abs(color.getGreen() - expected.getGreen())
                + Math.abs(color.getBlue() - expected.getBlue()))
        .as("%s at %s, %s instead of %s", color, x, y, expected)
        .isLessThan(60);
  }

  @Test
  @Row("S-MISC-03")
  void thumbnailIsNotLargerThanAskedAndNeverUpscaled() {
    for (String format : List.of("png", "jpeg", "gif")) {
      String mxc = Media.mxc(anna, Pictures.drawn(900, 600, format), "image/" + format);
      for (int[] box :
          new int[][] {{320, 240}, {640, 480}, {1, 1}, {50, 700}, {899, 599}, {10_000, 10_000}}) {
        for (String method : List.of("scale", "crop")) {
          BufferedImage image = thumbnail(mxc, box[0], box[1], method);
          assertThat(image.getWidth()).isBetween(1, Math.min(900, box[0]));
          assertThat(image.getHeight()).isBetween(1, Math.min(600, box[1]));
        }
      }
      BufferedImage scaled = thumbnail(mxc, 320, 320, "scale");
      assertThat(List.of(scaled.getWidth(), scaled.getHeight())).containsExactly(320, 213);
      assertColor(scaled, 10, 10, Color.RED);
      BufferedImage cropped = thumbnail(mxc, 320, 320, "crop");
      assertThat(List.of(cropped.getWidth(), cropped.getHeight())).containsExactly(320, 320);
    }
    String small = Media.mxc(anna, Pictures.drawn(20, 30, "png"), "image/png");
    BufferedImage same = thumbnail(small, 800, 800, "scale");
    assertThat(List.of(same.getWidth(), same.getHeight())).containsExactly(20, 30);
    BufferedImage square = thumbnail(small, 800, 800, "crop");
    assertThat(List.of(square.getWidth(), square.getHeight())).containsExactly(20, 20);
  }

  @Test
  void pictureIsTurnedAsTheCameraWasHeld() {
    // 6: the top of the picture is at the right of the file's rows
    String mxc = Media.mxc(anna, Pictures.turned(800, 400, 6), "image/jpeg");
    BufferedImage image = thumbnail(mxc, 320, 320, "scale");
    assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(160, 320);
    assertColor(image, 150, 10, Color.RED);
  }

  @Test
  void animatedPictureGivesItsFirst() {
    String mxc = Media.mxc(anna, Pictures.animated(400, 300), "image/gif");
    BufferedImage image = thumbnail(mxc, 128, 128, "crop");
    assertColor(image, 64, 64, Color.GREEN);
  }

  @Test
  void pictureWithTooManyPixelsIsRefusedUnseen() {
    byte[] claims = Pictures.bomb(50_000, 50_000, 1000);
    byte[] holds = Pictures.bomb(6000, 5000, 6001L * 5000);
    for (byte[] bomb : List.of(claims, holds)) {
      assertThat(bomb.length).isLessThan(100_000);
      String mxc = Media.mxc(anna, bomb, "image/png");
      Media.thumbnail(anna, mxc, 96, 96, "crop").reply().refused(413, "M_TOO_LARGE");
    }
    byte[] beyond = Pictures.bomb(Integer.MAX_VALUE, Integer.MAX_VALUE, 1000);
    String mxc = Media.mxc(anna, beyond, "image/png");
    Media.thumbnail(anna, mxc, 96, 96, "crop").reply().refused();
  }

  @Test
  void whatIsNoPictureHasNoThumbnail() {
    byte[] png = Pictures.drawn(400, 300, "png");
    String svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
    List<byte[]> wrong =
        List.of(
            svg.getBytes(StandardCharsets.UTF_8),
            new byte[0],
            "GIF89a<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(png, png.length / 2),
            Arrays.copyOf(png, 20));
    for (byte[] bytes : wrong) {
      String mxc = Media.mxc(anna, bytes, "image/png");
      for (int i = 0; i < 2; i++) {
        Media.thumbnail(anna, mxc, 96, 96, "scale").reply().notFound();
      }
    }
    Media.thumbnail(anna, Servers.shared().name() + "/nothing", 9, 9, "scale").reply().notFound();
  }

  @Test
  void typeIsWhatTheBytesAreAndNotWhatIsClaimed() {
    String mxc = Media.mxc(anna, Pictures.drawn(200, 100, "jpeg"), "text/html");
    Media.Answer answer = Media.thumbnail(anna, mxc, 64, 64, "scale").ok();
    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Content-Security-Policy")).contains("sandbox");
    assertThat(answer.header("Cache-Control")).contains("immutable");
  }

  @Test
  void parametersThatMakeNoSenseAreRefused() {
    String mxc = Media.mxc(anna, Pictures.drawn(20, 20, "png"), "image/png");
    String base = anna.origin() + "/_matrix/media/v1/thumbnail/" + mxc;
    for (String query :
        List.of(
            "",
            "?width=10",
            "?width=0&height=10",
            "?width=-1&height=10",
            "?width=x&height=10",
            "?width=99999999999&height=10",
            "?width=10&height=10&method=stretch")) {
      Media.get(base + query).reply().refused(400, "M_UNKNOWN");
    }
  }

  @Test
  void manyAskersMakeItOnceAndSizesAreFew() throws IOException {
    String mxc = Media.mxc(anna, Pictures.drawn(3000, 2000, "jpeg"), "image/jpeg");
    List<CompletableFuture<byte[]>> asked =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    AtOnce.start(
                        () -> Media.thumbnail(anna, mxc, 480 + i, 480, "scale").ok().bytes()))
            .toList();
    byte[] first = asked.get(0).join();
    assertThat(asked).allSatisfy(other -> assertThat(other.join()).isEqualTo(first));
    for (int side = 1; side < 1000; side += 7) {
      Media.thumbnail(anna, mxc, side, side, "scale").ok();
    }
    String tag = Media.thumbnail(anna, mxc, 480, 480, "scale").header("ETag");
    String hash = tag.substring(1, tag.indexOf('-'));
    Path folder = Servers.shared().folder().resolve("data/media/thumbnails");
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith(hash)))
          .hasSizeLessThanOrEqualTo(15);
    }
  }
}
