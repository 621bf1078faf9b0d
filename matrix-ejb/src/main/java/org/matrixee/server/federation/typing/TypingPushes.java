package org.matrixee.server.federation.typing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.typing.rules.TypingEdu;
import org.matrixee.server.typing.TypingChanged;

/** Tells the other servers in a room when somebody here begins or stops typing. */
@ApplicationScoped
public class TypingPushes {
  private static final Logger LOG = Logger.getLogger(TypingPushes.class);

  /** In the order of the first, of each user and room the newest; guarded by itself. */
  private final Map<Typist, TypingChanged> untold = new LinkedHashMap<>();

  private boolean running;

  private MatrixConfig config;
  private TypingReader reader;
  private OutgoingEdus edus;
  private Threads threads;

  private record Typist(long roomNid, UserId user) {}

  /** For the container's proxies. */
  protected TypingPushes() {}

  /** With what it needs. */
  @Inject
  public TypingPushes(
      MatrixConfig config, TypingReader reader, OutgoingEdus edus, Threads threads) {
    this.config = config;
    this.reader = reader;
    this.edus = edus;
    this.threads = threads;
  }

  /** Takes in a change. */
  void onTyping(@Observes TypingChanged changed) {
    boolean off = !config.federation().on() || !config.presence().acrossServers();
    if (off || !changed.user().server().equals(config.serverName())) {
      return;
    }
    synchronized (untold) {
      untold.put(new Typist(changed.roomNid(), changed.user()), changed);
      if (running) {
        return;
      }
      running = true;
    }
    // On another thread: this one may be in a transaction, or belong to a client.
    threads.executor().execute(this::run);
  }

  private void run() {
    TypingChanged next = take();
    while (next != null) {
      try {
        tell(next);
      } catch (RuntimeException e) {
        LOG.warnf("Typing could not be told to other servers: %s", e);
      }
      next = take();
    }
  }

  private @Nullable TypingChanged take() {
    synchronized (untold) {
      if (untold.isEmpty()) {
        running = false;
        return null;
      }
      return untold.remove(untold.keySet().iterator().next());
    }
  }

  private void tell(TypingChanged changed) {
    TypingEdu edu = new TypingEdu(changed.room(), changed.user(), changed.typing());
    String key = changed.room().value() + " " + changed.user().value();
    for (ServerName server : reader.servers(changed.roomNid())) {
      if (!server.equals(config.serverName())) {
        edus.send(server, TypingEdu.TYPE, edu.content(), key);
      }
    }
  }
}
