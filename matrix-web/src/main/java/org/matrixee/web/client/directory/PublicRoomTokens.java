package org.matrixee.web.client.directory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.directory.PublicRoomPage.Place;

/** Tokens of places in the public list: opaque to clients. */
final class PublicRoomTokens {
  private static final Pattern TOKEN = Pattern.compile("([np])([0-9]{1,18})_([0-9]{1,18})");

  private PublicRoomTokens() {}

  static String write(Place place) {
    return (place.backwards() ? "p" : "n") + place.joined() + "_" + place.nid();
  }

  /**
   * Reads a token.
   *
   * @throws MatrixException M_INVALID_PARAM if it is none
   */
  static Place read(String token) {
    Matcher parts = TOKEN.matcher(token);
    if (!parts.matches()) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The parameter 'since' is no token of this server.");
    }
    return new Place(
        parts.group(1).equals("p"), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
  }
}
