package org.matrixee.web.common;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * When the thread that began a request has left it. An answer that is ready earlier - the commit
 * was quicker than the way out - waits for this moment: only then can the request be ended in its
 * connection's thread (see {@link ConnectionThread}).
 */
final class Departure {
  private static final String ATTRIBUTE = Departure.class.getName();

  private boolean left;
  private @Nullable Runnable waiting;

  private Departure() {}

  /** To be called when the thread enters a request. */
  static Departure of(HttpServletRequest request) {
    Departure departure = new Departure();
    request.setAttribute(ATTRIBUTE, departure);
    return departure;
  }

  /** Runs a task as soon as the thread that began the request has left it; one for each request. */
  static void after(HttpServletRequest request, Runnable task) {
    if (!(request.getAttribute(ATTRIBUTE) instanceof Departure departure)
        || !departure.isAwaitedBy(task)) {
      task.run();
    }
  }

  private synchronized boolean isAwaitedBy(Runnable task) {
    if (left || waiting != null) {
      return false;
    }
    waiting = task;
    return true;
  }

  /** To be called when the thread leaves the request; runs what waits for it. */
  void leave() {
    Runnable next;
    synchronized (this) {
      left = true;
      next = waiting;
    }
    if (next != null) {
      next.run();
    }
  }
}
