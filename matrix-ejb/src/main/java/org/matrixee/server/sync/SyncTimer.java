package org.matrixee.server.sync;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that have waited long enough.
 *
 * <p>A container timer, since it stops by itself and in silence when the server is suspended; a
 * managed executor's task would fail then, with a stack trace.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SyncTimer {
  private static final Duration TICK = Duration.ofMillis(100);

  @Resource private @Nullable TimerService timers;
  private SyncService service;

  /** For the container's proxies. */
  protected SyncTimer() {}

  /** With what it needs. */
  @Inject
  public SyncTimer(SyncService service) {
    this.service = service;
  }

  /** Starts the timer. */
  @PostConstruct
  void start() {
    TimerService injected = timers;
    if (injected == null) {
      throw new IllegalStateException("the container did not inject its timer service");
    }
    injected.createIntervalTimer(TICK.toMillis(), TICK.toMillis(), new TimerConfig(null, false));
  }

  /** Runs at every tick. */
  @Timeout
  void tick() {
    service.tick();
  }
}
