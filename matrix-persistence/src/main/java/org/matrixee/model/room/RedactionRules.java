package org.matrixee.model.room;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which keys a redaction keeps. */
public sealed interface RedactionRules {
  /** October 2014 (authorization-v1, section 7.3). */
  record Keep2014() implements RedactionRules {}

  /**
   * Room versions 1 to 12.
   *
   * @param keys the keys of the event that stay
   * @param content the keys of the content that stay, by event type; {@link #ALL} stands for all,
   *     {@code a.b} for the key b of the object in a
   */
  record KeepLists(Set<String> keys, Map<String, Set<String>> content) implements RedactionRules {
    /** Stands for every key. */
    public static final String ALL = "*";

    /** Copies the collections. */
    public KeepLists {
      keys = Set.copyOf(keys);
      content = Map.copyOf(content);
    }

    KeepLists without(String... dropped) {
      Set<String> rest = new HashSet<>(keys);
      rest.removeAll(Set.of(dropped));
      return new KeepLists(rest, content);
    }

    KeepLists keeping(String type, String... kept) {
      Map<String, Set<String>> changed = new HashMap<>(content);
      Set<String> all = new HashSet<>(changed.getOrDefault(type, Set.of()));
      all.addAll(Set.of(kept));
      changed.put(type, Set.copyOf(all));
      return new KeepLists(keys, changed);
    }

    KeepLists emptying(String type) {
      Map<String, Set<String>> changed = new HashMap<>(content);
      changed.remove(type);
      return new KeepLists(keys, changed);
    }
  }
}
