package org.matrixee.web.client.personal;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/**
 * The content of a tag.
 *
 * <p>v1.19: client-server, "Room tagging".
 */
final class TagBody {
  private TagBody() {}

  /**
   * The content as it is.
   *
   * @throws MatrixException M_INVALID_PARAM unless {@code order}, if it is there, is a number from
   *     0 to 1
   */
  static JsonObject of(JsonObject body) {
    JsonValue order = body.getOrDefault("order", JsonValue.NULL);
    boolean fine =
        order == JsonValue.NULL
            || (order instanceof JsonNumber number
                && number.doubleValue() >= 0
                && number.doubleValue() <= 1);
    if (!fine) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The key 'order' must hold a number from 0 to 1.");
    }
    return body;
  }
}
