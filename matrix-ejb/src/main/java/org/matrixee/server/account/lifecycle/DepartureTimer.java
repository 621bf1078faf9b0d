package org.matrixee.server.account.lifecycle;

import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/** Finds users who have rooms to leave after a stop of the server, or a failure. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DepartureTimer {
  private Departures departures;

  /** For the container's proxies. */
  protected DepartureTimer() {}

  /** With what it wakes. */
  @Inject
  public DepartureTimer(Departures departures) {
    this.departures = departures;
  }

  /** Runs every minute. */
  @Schedule(hour = "*", minute = "*", second = "20", persistent = false)
  void look() {
    departures.look();
  }
}
