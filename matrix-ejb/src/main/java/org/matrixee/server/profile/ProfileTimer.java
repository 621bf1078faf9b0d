package org.matrixee.server.profile;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.matrixee.server.event.Streams;

/** Finds profile changes that a restart interrupted, and second walks that have become due. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ProfileTimer {
  private ProfilePropagation propagation;
  private Streams streams;

  /** For the container's proxies. */
  protected ProfileTimer() {}

  /** With what it needs. */
  @Inject
  public ProfileTimer(ProfilePropagation propagation, Streams streams) {
    this.propagation = propagation;
    this.streams = streams;
  }

  /** Runs every five seconds, once the server is up. */
  @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
  void look() {
    if (streams.isStarted()) {
      propagation.wake();
    }
  }
}
