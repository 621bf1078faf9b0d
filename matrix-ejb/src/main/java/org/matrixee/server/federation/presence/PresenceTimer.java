package org.matrixee.server.federation.presence;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.Streams;

/** Sends what has gathered, each second, and looks for servers that are gone. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PresenceTimer {
  private static final Logger LOG = Logger.getLogger(PresenceTimer.class);

  private final AtomicBoolean running = new AtomicBoolean();

  private PresenceInbox inbox;
  private PresencePushes pushes;
  private PresencePolls polls;
  private Streams streams;
  private Threads threads;

  /** For the container's proxies. */
  protected PresenceTimer() {}

  /** With what it needs. */
  @Inject
  public PresenceTimer(
      PresenceInbox inbox,
      PresencePushes pushes,
      PresencePolls polls,
      Streams streams,
      Threads threads) {
    this.inbox = inbox;
    this.pushes = pushes;
    this.polls = polls;
    this.streams = streams;
    this.threads = threads;
  }

  /** Runs each second, once the server is up; never twice at once. */
  @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
  void tick() {
    if (streams.isStarted() && running.compareAndSet(false, true)) {
      threads.executor().execute(this::run);
    }
  }

  private void run() {
    try {
      inbox.flush();
      pushes.flush();
      polls.flush();
      polls.check();
    } catch (RuntimeException e) {
      LOG.warnf("Presence for other servers has to wait: %s", e);
    } finally {
      running.set(false);
    }
  }
}
