package org.matrixee.server.directory.rules;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which public rooms somebody looks for.
 *
 * @param term what name, topic or address hold, whatever the case; null for anything
 * @param types the kinds of rooms, of which the empty one stands for rooms without a type; null for
 *     all
 */
public record PublicRoomFilter(@Nullable String term, @Nullable Set<String> types) {
  /** Stands for rooms that have no type. */
  public static final String NO_TYPE = "";

  /** All rooms. */
  public static final PublicRoomFilter ALL = new PublicRoomFilter(null, null);

  /** Copies the set. */
  public PublicRoomFilter {
    types = types == null ? null : Set.copyOf(types);
  }

  /** Whether every room passes. */
  public boolean isEmpty() {
    return equals(ALL);
  }

  /** Whether a room is one of them. */
  public boolean wants(RoomSummary room) {
    return isOfType(room.type()) && isAbout(room);
  }

  private boolean isOfType(@Nullable String type) {
    return types == null || types.contains(type == null ? NO_TYPE : type);
  }

  private boolean isAbout(RoomSummary room) {
    if (term == null) {
      return true;
    }
    String wanted = term.toLowerCase(Locale.ROOT);
    return Stream.of(room.name(), room.topic(), room.canonicalAlias())
        .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).contains(wanted));
  }
}
