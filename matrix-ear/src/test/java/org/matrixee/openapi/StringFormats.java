package org.matrixee.openapi;

import com.networknt.schema.format.Format;
import com.networknt.schema.format.PatternFormat;
import java.util.List;

/**
 * The formats that {@code string-formats.yaml} names; their grammar is in the appendices of the
 * specification.
 */
final class StringFormats {
  private static final String SERVER =
      "([0-9A-Za-z.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}\\])(:[0-9]{1,5})?";

  static final List<Format> ALL =
      List.of(
          // Localparts of old may be of any characters, and empty.
          format("mx-user-id", "@[^:\\x00]*:" + SERVER),
          format("mx-event-id", "\\$[^\\x00]{1,254}"),
          format("mx-room-id", "![^:\\x00]+(:" + SERVER + ")?"),
          format("mx-room-alias", "#[^:\\x00]*:" + SERVER),
          format("mx-server-name", SERVER),
          format("mx-mxc-uri", "mxc://" + SERVER + "/[A-Za-z0-9_-]+"),
          format("mx-unpadded-base64", "[A-Za-z0-9+/]*"),
          format("mx-urlsafe-unpadded-base64", "[A-Za-z0-9_-]*"));

  private StringFormats() {}

  private static Format format(String name, String pattern) {
    return PatternFormat.of(name, pattern, null);
  }
}
