package org.matrixee.web.common;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * When the thread that began a request has left it. An answer that is ready earlier - the commit
 * was quicker than the way out - waits for this moment: only then can the request be ended in its
 * connection's thread (see {@link ConnectionThread}).
 */
final class Departure {
  private static final String ATTRIBUTE = Departure.class.getName();
  private static final Runnable LEFT = () -> {};

  /** Null while the thread is inside and nobody waits for it. */
  private final AtomicReference<@Nullable Runnable> next = new AtomicReference<>();

  private Departure() {}

  /** To be called when the thread enters a request. */
  static Departure of(HttpServletRequest request) {
    Departure departure = new Departure();
    request.setAttribute(ATTRIBUTE, departure);
    return departure;
  }

  /** Runs a task as soon as the thread that began the request has left it; once per request. */
  static void after(HttpServletRequest request, Runnable task) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Departure departure)
        || !departure.next.compareAndSet(null, task)) {
      task.run();
    }
  }

  /** To be called when the thread leaves the request; runs what waits for it. */
  void leave() {
    Runnable waiting = next.getAndSet(LEFT);
    if (waiting != null) {
      waiting.run();
    }
  }
}
