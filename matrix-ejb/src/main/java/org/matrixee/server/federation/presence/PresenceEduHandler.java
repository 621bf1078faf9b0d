package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.presence.rules.PresenceEdu;

/** Takes {@code m.presence}: of users of the origin, and questions for users of this server. */
@ApplicationScoped
public class PresenceEduHandler implements EduHandler {
  private static final Logger LOG = Logger.getLogger(PresenceEduHandler.class);

  private MatrixConfig config;
  private PresenceInbox inbox;
  private Clock clock;

  /** For the container's proxies. */
  protected PresenceEduHandler() {}

  /** With what it needs. */
  @Inject
  public PresenceEduHandler(MatrixConfig config, PresenceInbox inbox, Clock clock) {
    this.config = config;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  public String type() {
    return PresenceEdu.TYPE;
  }

  @Override
  public void handle(Origin origin, JsonObject content) {
    if (!config.presence().acrossServers()) {
      return;
    }
    PresenceEdu said = PresenceEdu.read(content, clock.millis());
    List<UserPresence> push =
        said.push().stream().filter(shown -> isOf(origin.server(), shown.user())).toList();
    if (push.size() < said.push().size()) {
      LOG.debugf("%s tells of users of other servers", origin.server());
    }
    PresenceEdu allowed = new PresenceEdu(push, ours(said.poll()), ours(said.unpoll()));
    if (!allowed.push().isEmpty() || !allowed.poll().isEmpty() || !allowed.unpoll().isEmpty()) {
      inbox.put(origin.server(), allowed);
    }
  }

  private List<UserId> ours(List<UserId> users) {
    return users.stream()
        .map(UserId::folded)
        .filter(user -> isOf(config.serverName(), user))
        .toList();
  }

  private static boolean isOf(ServerName server, UserId user) {
    try {
      return user.server().equals(server);
    } catch (MatrixException nobodys) {
      return false;
    }
  }
}
