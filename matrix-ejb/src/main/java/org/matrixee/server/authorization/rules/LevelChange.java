package org.matrixee.server.authorization.rules;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One level that a new {@code m.room.power_levels} adds, changes or removes.
 *
 * @param key what it is the level of
 * @param before null if it is added
 * @param after null if it is removed
 */
record LevelChange(String key, @Nullable Long before, @Nullable Long after) {
  /** The changes under some keys. */
  static List<LevelChange> between(
      JsonObject before,
      JsonObject after,
      Collection<String> keys,
      Function<@Nullable JsonValue, @Nullable Long> parse) {
    List<LevelChange> changes = new ArrayList<>();
    for (String key : keys) {
      Long was = parse.apply(before.get(key));
      Long is = parse.apply(after.get(key));
      if (!Objects.equals(was, is)) {
        changes.add(new LevelChange(key, was, is));
      }
    }
    return changes;
  }

  /** The changes of entries of two maps; what is no object has no entries. */
  static List<LevelChange> betweenMaps(
      @Nullable JsonValue before,
      @Nullable JsonValue after,
      Function<@Nullable JsonValue, @Nullable Long> parse) {
    JsonObject was = map(before);
    JsonObject is = map(after);
    Set<String> keys = new LinkedHashSet<>(was.keySet());
    keys.addAll(is.keySet());
    return between(was, is, keys, parse);
  }

  private static JsonObject map(@Nullable JsonValue value) {
    return value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT;
  }

  boolean takesMoreThan(long level) {
    return before != null && before > level;
  }

  boolean takesAtLeast(long level) {
    return before != null && before >= level;
  }

  boolean givesMoreThan(long level) {
    return after != null && after > level;
  }
}
