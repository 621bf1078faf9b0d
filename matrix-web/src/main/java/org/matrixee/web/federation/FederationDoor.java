package org.matrixee.web.federation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/** Whether anything for other servers is answered at all. */
@ApplicationScoped
public class FederationDoor {
  private MatrixConfig config;

  /** For the container's proxies. */
  protected FederationDoor() {}

  /** With the settings. */
  @Inject
  public FederationDoor(MatrixConfig config) {
    this.config = config;
  }

  /**
   * Lets a request through that came by TLS.
   *
   * @throws MatrixException M_NOT_FOUND on a port without TLS, M_FORBIDDEN if federation is off
   */
  public void pass(HttpServletRequest request) {
    if (!request.isSecure()) {
      throw new MatrixException(ErrorCode.M_NOT_FOUND, "Nothing is found at this path.");
    }
    if (!config.federation().on()) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not talk to other servers.");
    }
  }
}
