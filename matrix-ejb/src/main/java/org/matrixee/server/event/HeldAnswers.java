package org.matrixee.server.event;

import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jboss.logging.Logger;

/**
 * Answers that wait until their events can be read.
 *
 * <p>A batch that took later positions may commit before one that took earlier ones. Its callers
 * are told only when the earlier one has ended too: so whoever was answered finds the event in
 * whatever is read next.
 */
final class HeldAnswers {
  private static final Logger LOG = Logger.getLogger(HeldAnswers.class);

  private final ConcurrentNavigableMap<Long, Runnable> held = new ConcurrentSkipListMap<>();

  /**
   * Holds answers until a position is readable; {@link #release} must follow.
   *
   * @param position the last position of the batch; 0 if it took none: answered at once
   */
  void hold(long position, Runnable answers) {
    if (position == 0) {
      run(answers);
    } else {
      held.put(position, answers);
    }
  }

  /** Gives every answer whose events can be read. */
  void release(long readable) {
    Map.Entry<Long, Runnable> first = held.firstEntry();
    while (first != null && first.getKey() <= readable) {
      if (held.remove(first.getKey(), first.getValue())) {
        run(first.getValue());
      }
      first = held.firstEntry();
    }
  }

  private static void run(Runnable answers) {
    try {
      answers.run();
    } catch (RuntimeException e) {
      LOG.error("Answering a committed command failed", e);
    }
  }
}
