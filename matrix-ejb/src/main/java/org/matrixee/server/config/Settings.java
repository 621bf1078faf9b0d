package org.matrixee.server.config;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  <T> T read(String key, String otherwise, Function<String, T> parse) {
    String text = lookup.apply(key);
    String value = text == null || text.isBlank() ? otherwise : text.strip();
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The setting " + key + " is wrong: \"" + value + "\" " + e.getMessage() + ".", e);
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
