package org.matrixee.server.profile;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.matrixee.server.start.ServerState;

/** Finds profile changes that a restart interrupted, and second walks that have become due. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProfileTimer {
  private ProfilePropagation propagation;
  private ServerState state;

  /** For the container's proxies. */
  protected ProfileTimer() {}

  /** With what it needs. */
  @Inject
  public ProfileTimer(ProfilePropagation propagation, ServerState state) {
    this.propagation = propagation;
    this.state = state;
  }

  /** Runs every five seconds, once the server is up. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void look() {
    if (state.isStreamLoaded()) {
      propagation.wake();
    }
  }
}
