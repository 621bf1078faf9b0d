package org.matrixee.server.media.rules;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Pictures that thumbnails are made of, known by their first bytes and not by what is claimed. */
public enum PictureFormat {
  /** PNG. */
  PNG("png", "\u0089PNG\r\n\u001a\n"),
  /** JPEG. */
  JPEG("jpeg", "\u00ff\u00d8\u00ff"),
  /** GIF of 1987. */
  GIF87("gif", "GIF87a"),
  /** GIF of 1989. */
  GIF89("gif", "GIF89a");

  private static final int LONGEST = 8;

  private final String word;
  private final String start;

  /** The start's characters stand for bytes. */
  PictureFormat(String word, String start) {
    this.word = word;
    this.start = start;
  }

  /** Its usual name, in lower case. */
  public String word() {
    return word;
  }

  /** The format of a file that begins so. */
  public static Optional<PictureFormat> of(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, LONGEST), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> text.startsWith(format.start)).findFirst();
  }
}
