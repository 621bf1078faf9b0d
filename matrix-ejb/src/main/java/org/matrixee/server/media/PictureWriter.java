package org.matrixee.server.media;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.matrixee.server.media.rules.PictureFormat;

/** Writes thumbnails: JPEG, or PNG where something shines through. */
final class PictureWriter {
  private static final float QUALITY = 0.85f;

  private PictureWriter() {}

  static void write(BufferedImage image, Path file) throws IOException {
    boolean alpha = image.getColorModel().hasAlpha();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(alpha ? "png" : "jpeg").next();
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
        FileImageOutputStream out = new FileImageOutputStream(access)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (!alpha) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  /** The content type of a thumbnail that was written. */
  static String type(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return PictureFormat.of(in.readNBytes(16)).orElseThrow() == PictureFormat.PNG
          ? "image/png"
          : "image/jpeg";
    }
  }
}
