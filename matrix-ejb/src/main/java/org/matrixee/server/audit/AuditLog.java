package org.matrixee.server.audit;

import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.matrixee.model.id.UserId;

/** One line for each use of an administrator's right, in a log category of its own. */
@ApplicationScoped
public class AuditLog {
  private static final Logger LOG = Logger.getLogger("org.matrixee.audit");

  /**
   * Notes what was done, after it was done.
   *
   * @param what identifiers and verbs only: never what anybody wrote
   */
  public void note(UserId admin, String what) {
    LOG.infof("Administrator %s %s", admin, what);
  }
}
