package org.matrixee.web.common;

import io.undertow.servlet.spec.HttpServletRequestImpl;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * The container's thread that reads and writes a request's connection. Ending a request there is
 * cheapest: ended in another thread, Undertow lets the two spin until the connection is ready for
 * its next request, which took a fifth of all processor time under load.
 */
final class ConnectionThread {
  /** After the filter, a thread needs some microseconds to leave the request altogether. */
  private static final int MOST_LOOKS = 200;

  private static final Logger LOG = Logger.getLogger(ConnectionThread.class);

  private ConnectionThread() {}

  /**
   * Runs a short task, which must not wait for anything, in the thread of a connection: as soon as
   * {@link #mayFinish} allows, or after a while all the same.
   */
  static void finish(HttpServletRequest request, Runnable task) {
    if (undertow(request) instanceof HttpServletRequestImpl ours) {
      // By its interface: the thread's own class is in a module that applications do not see.
      Executor thread = ours.getExchange().getIoThread();
      thread.execute(() -> look(request, thread, task, MOST_LOOKS));
    } else {
      task.run();
    }
  }

  /**
   * Ends a request's connection, whatever is under way there. Not one of HTTP/2, which others may
   * share.
   */
  static void cut(HttpServletRequest request) {
    if (undertow(request) instanceof HttpServletRequestImpl ours
        && !request.getProtocol().startsWith("HTTP/2")) {
      Executor thread = ours.getExchange().getIoThread();
      Closeable connection = ours.getExchange().getConnection();
      thread.execute(() -> close(connection));
    }
  }

  private static void close(Closeable connection) {
    try (connection) {
      LOG.debugf("A slow connection is ended: %s", connection);
    } catch (IOException e) {
      LOG.debugf("A slow connection was gone already: %s", e.getMessage());
    }
  }

  private static void look(
      HttpServletRequest request, Executor thread, Runnable task, int looksLeft) {
    if (looksLeft == 0 || mayFinish(request)) {
      task.run();
    } else {
      // Behind whatever else the thread has to do.
      thread.execute(() -> look(request, thread, task, looksLeft - 1));
    }
  }

  /**
   * Whether a suspended request may be ended in this thread: not before the thread that suspended
   * it has left it.
   */
  static boolean mayFinish(HttpServletRequest request) {
    return undertow(request) instanceof HttpServletRequestImpl ours
        && ours.getExchange().isInIoThread()
        && ours.getAsyncContext().isInitialRequestDone();
  }

  private static ServletRequest undertow(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }
}
