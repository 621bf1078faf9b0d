package org.matrixee.server.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who waits for whom, oldest first: for each user, or for each address. */
final class WaitingLines {
  private final ConcurrentMap<String, Deque<Waiter<?>>> lines = new ConcurrentHashMap<>();

  /** Puts a request at the end of a line, and takes those out that are too many then. */
  List<Waiter<?>> add(String subject, Waiter<?> waiter, int most) {
    List<Waiter<?>> over = new ArrayList<>();
    lines.compute(
        subject,
        (key, line) -> {
          Deque<Waiter<?>> longer = line == null ? new ArrayDeque<>() : line;
          longer.addLast(waiter);
          while (longer.size() > most) {
            over.add(longer.removeFirst());
          }
          return longer;
        });
    return over;
  }

  /** Takes a request out; one that is not there is ignored. */
  void remove(String subject, Waiter<?> waiter) {
    lines.computeIfPresent(
        subject,
        (key, line) -> {
          line.remove(waiter);
          return line.isEmpty() ? null : line;
        });
  }

  /** How many lines there are. */
  int size() {
    return lines.size();
  }
}
