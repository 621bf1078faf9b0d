package org.matrixee.server.media.rules;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an uploader says of a file, made fit for the headers it will be served with. */
public final class FileLabels {
  /** The type of files of which nothing is known. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final int MAX_TYPE = 200;
  private static final int MAX_NAME = 200;

  private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
  private static final Pattern TYPE =
      Pattern.compile(
          TOKEN
              + "/"
              + TOKEN
              + "(?:\\s*;\\s*"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|\"[\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]*\"))*");

  /**
   * What a browser may show in place: nothing that can hold a script. SVG and PDF are not among
   * them.
   */
  private static final Set<String> INLINE =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "image/apng",
          "image/avif",
          "audio/aac",
          "audio/flac",
          "audio/mp4",
          "audio/mpeg",
          "audio/ogg",
          "audio/wav",
          "audio/webm",
          "video/mp4",
          "video/ogg",
          "video/quicktime",
          "video/webm",
          "text/plain");

  private FileLabels() {}

  /** The type as it was given, if it is one; or else {@link #UNKNOWN}. */
  public static String type(@Nullable String given) {
    String text = given == null ? "" : given.strip();
    return text.length() <= MAX_TYPE && TYPE.matcher(text).matches() ? text : UNKNOWN;
  }

  /** Whether a browser may show a file of this type in place, and need not save it. */
  public static boolean isShownInPlace(String type) {
    int end = type.indexOf(';');
    String bare = end < 0 ? type : type.substring(0, end);
    return INLINE.contains(bare.strip().toLowerCase(Locale.ROOT));
  }

  /** The name without folders and control characters; null if nothing is left. */
  public static @Nullable String name(@Nullable String given) {
    if (given == null) {
      return null;
    }
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    StringBuilder kept = new StringBuilder();
    last.codePoints()
        .filter(FileLabels::isPrintable)
        .limit(MAX_NAME)
        .forEach(kept::appendCodePoint);
    String name = kept.toString().strip();
    return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
  }

  private static boolean isPrintable(int c) {
    int kind = Character.getType(c);
    // FORMAT has the characters that turn the direction of writing: they make exe.txt of txt.exe.
    return kind != Character.CONTROL
        && kind != Character.FORMAT
        && kind != Character.SURROGATE
        && kind != Character.LINE_SEPARATOR
        && kind != Character.PARAGRAPH_SEPARATOR
        && kind != Character.UNASSIGNED;
  }
}
