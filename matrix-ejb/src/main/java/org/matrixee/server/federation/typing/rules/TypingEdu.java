package org.matrixee.server.federation.typing.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;

/**
 * The content of {@code m.typing}.
 *
 * <p>2014: federation-v1, 11: no times; the origin says when it is over.
 */
public record TypingEdu(RoomId room, UserId user, boolean typing) {
  /** The {@code edu_type}. */
  public static final String TYPE = "m.typing";

  private static final JsonProvider JSON = JsonProvider.provider();

  /**
   * Reads a content.
   *
   * @throws MatrixException M_BAD_JSON if a key is missing or wrong
   */
  public static TypingEdu read(JsonObject content) {
    UserId user = new UserId(text(content, "user_id"));
    user.server(); // checks the server's name
    @Nullable JsonValue typing = content.get("typing");
    if (!JsonValue.TRUE.equals(typing) && !JsonValue.FALSE.equals(typing)) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, "typing is neither true nor false.");
    }
    return new TypingEdu(new RoomId(text(content, "room_id")), user, JsonValue.TRUE.equals(typing));
  }

  private static String text(JsonObject content, String key) {
    if (!(content.get(key) instanceof JsonString text)) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, key + " is missing.");
    }
    return text.getString();
  }

  /** The content. */
  public JsonObject content() {
    return JSON.createObjectBuilder()
        .add("room_id", room.value())
        .add("user_id", user.value())
        .add("typing", typing)
        .build();
  }
}
