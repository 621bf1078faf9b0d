package org.matrixee.server.profile.rules;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.json.JsonText;

/**
 * The fields of a profile.
 *
 * <p>v1.19: client-server, "Profiles"; appendices, "Common Namespaced Identifier Grammar".
 */
public final class ProfileFields {
  /** How a user is called. */
  public static final String DISPLAY_NAME = "displayname";

  /** Where a user's picture is. */
  public static final String AVATAR_URL = "avatar_url";

  /** The time zone that a user lives in. */
  public static final String TIME_ZONE = "m.tz";

  /** A whole profile is shorter than 64 KiB. */
  static final int MAX_BYTES = 65_535;

  private static final int MAX_NAME = 255;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]*");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_+/-]{1,255}");
  private static final String CONTENT = "mxc://";
  private static final JsonProvider JSON = JsonProvider.provider();

  private ProfileFields() {}

  /**
   * Refuses what is no name of a field.
   *
   * @throws MatrixException M_KEY_TOO_LARGE, M_INVALID_PARAM
   */
  public static void requireName(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw new MatrixException(
          ErrorCode.M_KEY_TOO_LARGE,
          "The name of a profile field must not be longer than " + MAX_NAME + " bytes.");
    }
    if (!NAME.matcher(name).matches()) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "The name of a profile field begins with a letter from a to z, and holds such letters,"
              + " digits, '.', '-' and '_' only.");
    }
  }

  /** What is wrong with a field's value, as a sentence; empty if nothing is. */
  public static Optional<String> findProblem(String name, JsonValue value) {
    return switch (name) {
      case DISPLAY_NAME -> text(name, value);
      case AVATAR_URL ->
          value instanceof JsonString url
                  && (url.getString().isEmpty() || url.getString().startsWith(CONTENT))
              ? Optional.empty()
              : Optional.of("The key 'avatar_url' must hold an mxc address.");
      // Not held against the machine's own list of zones, which may be older than the client's.
      case TIME_ZONE ->
          value instanceof JsonString zone && ZONE.matcher(zone.getString()).matches()
              ? Optional.empty()
              : Optional.of("The key 'm.tz' must hold the name of a time zone.");
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(String name, JsonValue value) {
    return value instanceof JsonString
        ? Optional.empty()
        : Optional.of("The key '" + name + "' must hold a string.");
  }

  /**
   * Refuses a profile that is too large.
   *
   * @param displayName null if unset
   * @param avatarUrl null if unset
   * @param others all other fields
   * @throws MatrixException M_PROFILE_TOO_LARGE
   */
  public static void requireSize(
      @Nullable String displayName, @Nullable String avatarUrl, Map<String, JsonText> others) {
    long size = 2 + size(DISPLAY_NAME, displayName) + size(AVATAR_URL, avatarUrl);
    for (Map.Entry<String, JsonText> field : others.entrySet()) {
      size += size(field.getKey(), field.getValue().length());
    }
    if (size > MAX_BYTES) {
      throw new MatrixException(
          ErrorCode.M_PROFILE_TOO_LARGE,
          "A profile must not be longer than " + MAX_BYTES + " bytes with all its fields.");
    }
  }

  private static long size(String name, @Nullable String text) {
    return text == null
        ? 0
        : size(name, JSON.createValue(text).toString().getBytes(StandardCharsets.UTF_8).length);
  }

  /** A field with its quotes, colon and comma. */
  private static long size(String name, int value) {
    return name.length() + 4L + value;
  }
}
