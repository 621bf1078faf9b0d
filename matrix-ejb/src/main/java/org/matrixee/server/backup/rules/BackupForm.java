package org.matrixee.server.backup.rules;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.backup.BackedUpKey;
import org.matrixee.model.backup.KeyQuality;
import org.matrixee.model.backup.SessionKey;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.JsonStrictness;
import org.matrixee.server.event.rules.CanonicalJson;

/**
 * Reads what clients put into backups. What is missing is refused with M_MISSING_PARAM, what is of
 * a wrong type with M_BAD_JSON, a number below 0 with M_INVALID_PARAM.
 *
 * <p>v1.19: Client-Server API, {@code PUT /room_keys/keys}.
 */
public final class BackupForm {
  /** Largest encrypted key, in bytes. */
  static final int MAX_KEY_BYTES = 16_384;

  /** Largest data of a backup, in bytes. */
  static final int MAX_AUTH_BYTES = 32_768;

  private static final int MAX_NAME_LENGTH = 255;

  private BackupForm() {}

  /**
   * A backup as a client describes it.
   *
   * @param algorithm of any name: only clients know it
   * @param version what the client calls it; null if it does not say
   */
  public record Description(String algorithm, JsonText authData, @Nullable String version) {}

  /** Reads a description. */
  public static Description description(JsonObject body) {
    String algorithm = string(require(body, "algorithm"), "algorithm");
    if (algorithm.isEmpty() || algorithm.length() > MAX_NAME_LENGTH) {
      throw invalid("'algorithm' must have 1 to " + MAX_NAME_LENGTH + " characters.");
    }
    @Nullable JsonValue version = body.get("version");
    return new Description(
        algorithm,
        text(object(require(body, "auth_data"), "auth_data"), "auth_data", MAX_AUTH_BYTES),
        version == null || version.getValueType() == JsonValue.ValueType.NULL
            ? null
            : string(version, "version"));
  }

  /** Reads keys of several rooms. */
  public static List<BackedUpKey> rooms(JsonObject body) {
    List<BackedUpKey> keys = new ArrayList<>();
    object(require(body, "rooms"), "rooms")
        .forEach((room, sessions) -> keys.addAll(room(new RoomId(room), object(sessions, room))));
    return keys;
  }

  /** Reads keys of a room. */
  public static List<BackedUpKey> room(RoomId room, JsonObject body) {
    List<BackedUpKey> keys = new ArrayList<>();
    object(require(body, "sessions"), "sessions")
        .forEach((session, key) -> keys.add(key(room, session, object(key, session))));
    return keys;
  }

  /** Reads a key. */
  public static BackedUpKey key(RoomId room, String session, JsonObject body) {
    if (session.isEmpty() || session.length() > MAX_NAME_LENGTH) {
      throw invalid("A session ID must have 1 to " + MAX_NAME_LENGTH + " characters.");
    }
    JsonValue verified = require(body, "is_verified");
    if (!verified.equals(JsonValue.TRUE) && !verified.equals(JsonValue.FALSE)) {
      throw badJson("'is_verified' must hold true or false.");
    }
    KeyQuality quality =
        new KeyQuality(
            verified.equals(JsonValue.TRUE),
            count(body, "first_message_index"),
            count(body, "forwarded_count"));
    JsonObject content = object(require(body, "session_data"), "session_data");
    return new BackedUpKey(
        new SessionKey(room, session), quality, text(content, "session_data", MAX_KEY_BYTES));
  }

  private static long count(JsonObject body, String key) {
    if (!(require(body, key) instanceof JsonNumber number)
        || !CanonicalJson.carries(number.bigDecimalValue())) {
      throw badJson("'" + key + "' must hold an integer.");
    }
    long value = number.longValue();
    if (value < 0) {
      throw invalid("'" + key + "' must not be below 0.");
    }
    return value;
  }

  private static JsonText text(JsonObject object, String key, int most) {
    byte[] bytes = CanonicalJson.write(object, JsonStrictness.LENIENT);
    if (bytes.length > most) {
      throw new MatrixException(
          ErrorCode.M_TOO_LARGE, "'" + key + "' must not be larger than " + most + " bytes.");
    }
    return JsonText.ofOwned(bytes);
  }

  private static JsonValue require(JsonObject body, String key) {
    @Nullable JsonValue value = body.get(key);
    if (value == null || value.getValueType() == JsonValue.ValueType.NULL) {
      throw new MatrixException(ErrorCode.M_MISSING_PARAM, "'" + key + "' must be there.");
    }
    return value;
  }

  private static String string(JsonValue value, String key) {
    if (value instanceof JsonString text) {
      return text.getString();
    }
    throw badJson("'" + key + "' must hold a string.");
  }

  private static JsonObject object(JsonValue value, String key) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw badJson("'" + key + "' must hold an object.");
  }

  private static MatrixException badJson(String sentence) {
    return new MatrixException(ErrorCode.M_BAD_JSON, sentence);
  }

  private static MatrixException invalid(String sentence) {
    return new MatrixException(ErrorCode.M_INVALID_PARAM, sentence);
  }
}
