package org.matrixee.server.media.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of a picture becomes a thumbnail of which size.
 *
 * <p>A thumbnail is never larger than asked, nor than the picture. It is often smaller: sizes are
 * rounded down to a few steps, so that nobody can fill the disk by asking for every size there is.
 *
 * <p>2014: threats, 5, "thumbnails"; client-api-v1, 15 ("other sizes may be answered").
 *
 * @param part the part of the picture, in its middle
 * @param size the thumbnail's size
 * @param crop whether it was to be filled
 */
public record ThumbnailPlan(Size part, Size size, boolean crop) {
  /** The steps of the longer side, in pixels. */
  private static final int[] STEPS = {
    1, 2, 4, 8, 16, 32, 64, 96, 128, 192, 256, 320, 480, 640, 800
  };

  private static final int LARGEST = STEPS[STEPS.length - 1];

  /** The shapes of cropped thumbnails. */
  private static final List<Size> SHAPES = List.of(new Size(1, 1), new Size(4, 3), new Size(3, 4));

  /** A name for files: the same for the same result. */
  public String name() {
    return size.width() + "x" + size.height() + (crop ? "-crop" : "-scale");
  }

  /** The whole picture, made to fit into a box. */
  public static ThumbnailPlan scale(Size picture, Size box) {
    if (box.holds(picture) && picture.longer() <= LARGEST) {
      return new ThumbnailPlan(picture, picture, false);
    }
    boolean wide = picture.width() >= picture.height();
    Size lying = wide ? picture : picture.turned();
    Size room = wide ? box : box.turned();
    long byShorterSide = (long) lying.width() * room.height() / lying.height();
    long most = Math.min(Math.min(lying.width(), room.width()), byShorterSide);
    int longer = step(Math.max(1, most));
    int shorter = (int) Math.max(1, (long) lying.height() * longer / lying.width());
    Size size = new Size(longer, shorter);
    return new ThumbnailPlan(picture, wide ? size : size.turned(), false);
  }

  /** The middle of the picture, made to fill a box or nearly so. */
  public static ThumbnailPlan crop(Size picture, Size box) {
    Size room =
        new Size(Math.min(picture.width(), box.width()), Math.min(picture.height(), box.height()));
    Size best = new Size(1, 1);
    for (Size candidate : candidates(picture)) {
      if (room.holds(candidate) && candidate.pixels() > best.pixels()) {
        best = candidate;
      }
    }
    return new ThumbnailPlan(middle(picture, best), best, true);
  }

  private static List<Size> candidates(Size picture) {
    List<Size> all = new ArrayList<>();
    for (int step : STEPS) {
      for (Size shape : SHAPES) {
        all.add(
            new Size(
                Math.max(1, step * shape.width() / shape.longer()),
                Math.max(1, step * shape.height() / shape.longer())));
      }
    }
    int side = Math.min(picture.width(), picture.height());
    if (side <= LARGEST) {
      all.add(new Size(side, side));
    }
    return all;
  }

  /** The largest part of the shape of a size. */
  private static Size middle(Size picture, Size size) {
    long widthAtFullHeight = (long) picture.height() * size.width() / size.height();
    if (widthAtFullHeight <= picture.width()) {
      return new Size((int) Math.max(size.width(), widthAtFullHeight), picture.height());
    }
    long height = (long) picture.width() * size.height() / size.width();
    return new Size(picture.width(), (int) Math.max(size.height(), height));
  }

  private static int step(long most) {
    int largest = 1;
    for (int step : STEPS) {
      if (step <= most) {
        largest = step;
      }
    }
    return largest;
  }
}
