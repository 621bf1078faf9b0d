package org.matrixee.server.config;

import org.jboss.logging.Logger;

/**
 * The end of a server whose settings are wrong: a sentence for the admin, and no process that runs
 * on without doing anything, so that whoever supervises it sees that it has not started.
 */
public final class FailedStart {
  private static final Logger LOG = Logger.getLogger(FailedStart.class);

  private FailedStart() {}

  /**
   * Says what is wrong and ends the process, soon: the container stops first, in its own way.
   *
   * @param wrong its message is the sentence; the container would wrap it in a long story about
   *     beans
   * @return what to throw
   */
  public static IllegalArgumentException because(IllegalArgumentException wrong) {
    LOG.errorf("Matrix EE does not start: %s", wrong.getMessage());
    // Another thread, since the container waits for this one; and none of the container's own.
    new Thread(() -> System.exit(1), "failed start").start();
    return wrong;
  }
}
