package org.matrixee.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * Reads single settings; every refusal names the setting.
 *
 * @param lookup a setting's text by its name, null if it is not set
 */
record Settings(Function<String, @Nullable String> lookup) {
  /** Whether the admin has set it. */
  boolean isGiven(String key) {
    String text = lookup.apply(key);
    return text != null && !text.isBlank();
  }

  <T extends @Nullable Object> T read(String key, String otherwise, Function<String, T> parse) {
    String text = lookup.apply(key);
    String value = text == null || text.isBlank() ? otherwise : text.strip();
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The setting " + key + " is wrong: \"" + value + "\" " + e.getMessage() + ".", e);
    }
  }

  /** A setting's text; null if it is not set. */
  @Nullable String find(String key) {
    String text = lookup.apply(key);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Entries between commas, without repeats; none if it is not set. */
  <T> List<T> list(String key, Function<String, T> parse) {
    return read(
        key,
        "",
        value ->
            Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(parse)
                .distinct()
                .toList());
  }

  /** A server name, in lower case. */
  static ServerName serverName(String text) {
    try {
      return new ServerName(text.toLowerCase(Locale.ROOT));
    } catch (MatrixException e) {
      throw new IllegalArgumentException("is not a host name with an optional port", e);
    }
  }

  /** A user ID, folded. */
  static UserId userId(String text) {
    try {
      UserId user = new UserId(text).folded();
      serverName(user.server().value());
      return user;
    } catch (MatrixException e) {
      throw new IllegalArgumentException("must hold user IDs such as @kim:example.org", e);
    }
  }

  String oneOf(String key, String first, String second) {
    return read(
        key,
        first,
        value -> {
          if (!value.equals(first) && !value.equals(second)) {
            throw new IllegalArgumentException("must be " + first + " or " + second);
          }
          return value;
        });
  }

  boolean choice(String key, String first, String second) {
    return oneOf(key, first, second).equals(first);
  }

  int integer(String key, int otherwise, int least, int most) {
    return read(
        key,
        Integer.toString(otherwise),
        value -> {
          int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
          if (number < least || number > most) {
            throw new IllegalArgumentException(
                "must be a whole number from " + least + " to " + most);
          }
          return number;
        });
  }
}
