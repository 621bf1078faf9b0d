package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.matrixee.model.id.ServerName;

/** Hears that another server lives, so that one that did not answer is tried again at once. */
@ApplicationScoped
public class SignOfLife {
  private FederationSender sender;

  /** For the container's proxies. */
  protected SignOfLife() {}

  /** With what it needs. */
  @Inject
  public SignOfLife(FederationSender sender) {
    this.sender = sender;
  }

  /** A request of that server was authenticated. Costs a look into memory. */
  public void seen(ServerName server) {
    sender.hear(server);
  }
}
