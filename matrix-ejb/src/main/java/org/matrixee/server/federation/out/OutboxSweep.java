package org.matrixee.server.federation.out;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.matrixee.server.event.Streams;

/**
 * Tries servers again whose pause is over, each second and from memory; and finds work whose bell
 * was lost, with one query for all servers, twice a minute and when the server starts.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboxSweep {
  private static final int TICKS_PER_SWEEP = 30;

  private final AtomicInteger ticks = new AtomicInteger();
  private final AtomicBoolean resumed = new AtomicBoolean();

  private FederationSender sender;
  private Streams streams;

  /** For the container's proxies. */
  protected OutboxSweep() {}

  /** With what it needs. */
  @Inject
  public OutboxSweep(FederationSender sender, Streams streams) {
    this.sender = sender;
    this.streams = streams;
  }

  /** Runs each second, once the server is up. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    if (!streams.isStarted()) {
      return;
    }
    if (!resumed.get()) {
      sender.resume(); // If the database is not there yet, the next tick tries again.
      resumed.set(true);
    }
    sender.retryDue();
    if (ticks.getAndIncrement() % TICKS_PER_SWEEP == 0) {
      sender.sweep();
    }
  }
}
