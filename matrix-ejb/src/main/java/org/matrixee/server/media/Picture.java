package org.matrixee.server.media;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import org.matrixee.server.media.rules.Orientation;
import org.matrixee.server.media.rules.PictureFormat;
import org.matrixee.server.media.rules.Size;
import org.matrixee.server.media.rules.ThumbnailPlan;

/**
 * What is known of a picture before it is decoded.
 *
 * <p>Decoding is the JDK's, in Java or bounded by it. It reads every n-th pixel only, so that
 * memory depends on the thumbnail's size and not on the picture's, and gives up after a while.
 *
 * @param file where it is
 * @param format by its first bytes
 * @param size as it is to be seen, upright
 * @param orientation how it must be turned for that
 */
record Picture(Path file, PictureFormat format, Size size, Orientation orientation) {
  /** No thumbnail takes longer. */
  static final Duration TIME = Duration.ofSeconds(10);

  /** A row of this length takes half a megabyte at most. */
  static final int LONGEST_SIDE = 65_535;

  private static final int HEAD = 65_536;

  /**
   * A step of reading leaves about this many times the pixels that are wanted in each direction.
   */
  private static final int SPARE = 3;

  /** Looks at a file's header; empty if it is no picture that can be read. */
  static Optional<Picture> open(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    Optional<PictureFormat> format = PictureFormat.of(head);
    if (format.isEmpty()) {
      return Optional.empty();
    }
    Orientation orientation =
        format.get() == PictureFormat.JPEG ? Orientation.of(head) : Orientation.UPRIGHT;
    try (PictureStream stream = stream(file)) {
      ImageReader reader = reader(format.get(), stream);
      try {
        Size size = new Size(reader.getWidth(0), reader.getHeight(0));
        return Optional.of(
            new Picture(
                file, format.get(), orientation.isTurned() ? size.turned() : size, orientation));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // the readers throw all kinds of exceptions over broken files
    }
  }

  /** Makes a thumbnail; empty if the file breaks off, is broken, or takes too long. */
  Optional<BufferedImage> thumbnail(ThumbnailPlan plan) throws IOException {
    try (PictureStream stream = stream(file)) {
      ImageReader reader = reader(format, stream);
      try {
        reader.addIIOReadProgressListener(new Patience(stream));
        BufferedImage read = reader.read(0, parameters(reader, plan));
        return stream.isLate() ? Optional.empty() : Optional.of(finish(read, plan));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static PictureStream stream(Path file) throws IOException {
    return new PictureStream(file, System.nanoTime() + TIME.toNanos());
  }

  private static ImageReader reader(PictureFormat format, PictureStream stream) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.word()).next();
    reader.setInput(stream, true, true); // forwards only, and without texts and the like
    return reader;
  }

  private ImageReadParam parameters(ImageReader reader, ThumbnailPlan plan) throws IOException {
    boolean turned = orientation.isTurned();
    Size part = turned ? plan.part().turned() : plan.part();
    Size wanted = turned ? plan.size().turned() : plan.size();
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceRegion(
        new Rectangle(
            (width - part.width()) / 2, (height - part.height()) / 2, part.width(), part.height()));
    parameters.setSourceSubsampling(
        Math.max(1, part.width() / (SPARE * wanted.width())),
        Math.max(1, part.height() / (SPARE * wanted.height())),
        0,
        0);
    return parameters;
  }

  private BufferedImage finish(BufferedImage read, ThumbnailPlan plan) {
    boolean turned = orientation.isTurned();
    Size wanted = turned ? plan.size().turned() : plan.size();
    boolean alpha = read.getColorModel().hasAlpha();
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage image = read;
    do {
      // Halving each time takes every pixel into account.
      Size next =
          new Size(
              Math.max(wanted.width(), (image.getWidth() + 1) / 2),
              Math.max(wanted.height(), (image.getHeight() + 1) / 2));
      image = drawn(image, next, type);
    } while (image.getWidth() != wanted.width() || image.getHeight() != wanted.height());
    return orientation.number() == 1 ? image : upright(image, plan.size(), type);
  }

  private static BufferedImage drawn(BufferedImage image, Size size, int type) {
    BufferedImage smaller = new BufferedImage(size.width(), size.height(), type);
    Graphics2D graphics = smaller.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, size.width(), size.height(), null);
    graphics.dispose();
    return smaller;
  }

  private BufferedImage upright(BufferedImage image, Size size, int type) {
    double w = image.getWidth();
    double h = image.getHeight();
    // Exif 2.3, "Orientation": where the rows and columns of the file belong.
    AffineTransform turn =
        switch (orientation.number()) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> new AffineTransform();
        };
    BufferedImage upright = new BufferedImage(size.width(), size.height(), type);
    Graphics2D graphics = upright.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return upright;
  }

  /** Ends the reading when the time is over, between two rows. */
  private record Patience(PictureStream stream) implements IIOReadProgressListener {
    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      if (stream.isLate()) {
        source.abort();
      }
    }

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void readAborted(ImageReader source) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}
  }
}
