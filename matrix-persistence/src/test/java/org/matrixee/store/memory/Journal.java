package org.matrixee.store.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;

/** Changes maps and remembers how to undo it: the rollback of a database made of maps. */
final class Journal {
  private final Deque<Runnable> undo = new ArrayDeque<>();

  <K, V> void put(Map<K, V> table, K key, V value) {
    boolean wasThere = table.containsKey(key);
    V before = table.put(key, value);
    undo.push(
        () -> {
          if (wasThere) {
            table.put(key, Objects.requireNonNull(before));
          } else {
            table.remove(key);
          }
        });
  }

  <K, V> boolean remove(Map<K, V> table, K key) {
    if (!table.containsKey(key)) {
      return false;
    }
    V before = table.remove(key);
    undo.push(() -> table.put(key, before));
    return true;
  }

  void commit() {
    undo.clear();
  }

  void rollback() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }
}
