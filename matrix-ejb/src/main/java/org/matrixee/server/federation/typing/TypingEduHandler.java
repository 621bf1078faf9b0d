package org.matrixee.server.federation.typing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.typing.rules.TypingEdu;
import org.matrixee.server.typing.TypingRegister;

/**
 * Takes {@code m.typing}: of users of the origin, in rooms that they are in.
 *
 * <p>The origin says when it is over; if it forgets, or is gone, we stop it after a while.
 */
@ApplicationScoped
public class TypingEduHandler implements EduHandler {
  private static final Logger LOG = Logger.getLogger(TypingEduHandler.class);

  /** Longer than an origin waits until it says so again. */
  static final Duration TIME = Duration.ofSeconds(45);

  /** So many users of a server may begin or stop in a second. */
  static final int MOST_PER_SECOND = 50;

  private final ConcurrentMap<ServerName, Integer> counted = new ConcurrentHashMap<>();
  private volatile long second;

  private MatrixConfig config;
  private TypingReader reader;
  private TypingRegister register;
  private Clock clock;

  /** For the container's proxies. */
  protected TypingEduHandler() {}

  /** With what it needs. */
  @Inject
  public TypingEduHandler(
      MatrixConfig config, TypingReader reader, TypingRegister register, Clock clock) {
    this.config = config;
    this.reader = reader;
    this.register = register;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TypingEdu.TYPE;
  }

  @Override
  public void handle(Origin origin, JsonObject content) {
    TypingEdu edu = TypingEdu.read(content);
    if (!config.presence().acrossServers()) {
      return;
    }
    if (!edu.user().server().equals(origin.server())) {
      LOG.debugf("%s tells of the typing of another server's user", origin.server());
      return;
    }
    if (count(origin.server()) > MOST_PER_SECOND) {
      LOG.debugf("%s tells too much of typing", origin.server());
      return;
    }
    Optional<Long> room = reader.findJoined(edu.room(), edu.user());
    if (room.isEmpty()) {
      LOG.debugf("%s tells of typing in a room that the user is not in", origin.server());
    } else if (edu.typing()) {
      register.start(room.get(), edu.room(), edu.user(), TIME);
    } else {
      register.stop(room.get(), edu.user());
    }
  }

  private int count(ServerName server) {
    long now = clock.millis() / 1000;
    if (now != second) {
      second = now;
      counted.clear();
    }
    return counted.merge(server, 1, Integer::sum);
  }
}
