package org.matrixee.server.federation.out;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.StreamAdvanced;

/** Rings when something waits for another server, once it is committed and may be read. */
@ApplicationScoped
public class DestinationBell {
  private static final Logger LOG = Logger.getLogger(DestinationBell.class);

  /** Who is sent something that is not readable yet, and up to which position. */
  private final ConcurrentMap<ServerName, Long> soon = new ConcurrentHashMap<>();

  private FederationSender sender;
  private FederationQueue queue;
  private Threads threads;

  /** For the container's proxies. */
  protected DestinationBell() {}

  /** With what it needs. */
  @Inject
  public DestinationBell(FederationSender sender, FederationQueue queue, Threads threads) {
    this.sender = sender;
    this.queue = queue;
    this.threads = threads;
  }

  void onAppended(@Observes RoomEventsAppended appended) {
    appended.outgoing().forEach((server, position) -> soon.merge(server, position, Math::max));
  }

  void onAdvanced(@Observes StreamAdvanced advanced) {
    for (Map.Entry<ServerName, Long> entry : soon.entrySet()) {
      if (entry.getValue() <= advanced.readable()
          && soon.remove(entry.getKey(), entry.getValue())) {
        ring(entry.getKey());
      }
    }
  }

  void onReady(@Observes(during = TransactionPhase.AFTER_SUCCESS) DestinationReady ready) {
    // On another thread: this one still belongs to the transaction that has just ended.
    threads.executor().execute(() -> ring(ready.destination()));
  }

  /** Rings unless somebody sends already, the server is left alone, or a bell is on its way. */
  void ring(ServerName server) {
    if (!sender.lane(server).mustRing()) {
      return;
    }
    try {
      queue.send(new DestinationReady(server));
    } catch (RuntimeException e) {
      LOG.warnf("The queue takes no bell for %s, which is sent to without it: %s", server, e);
      threads.executor().execute(() -> sender.wake(server));
    }
  }
}
