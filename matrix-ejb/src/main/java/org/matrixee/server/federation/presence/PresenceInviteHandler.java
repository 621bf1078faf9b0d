package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.matrixee.model.federation.Origin;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.presence.rules.WatchRequest;

/** Takes {@code m.presence_invite}: a user of the origin wants to watch one of ours. */
@ApplicationScoped
public class PresenceInviteHandler implements EduHandler {
  private WatchRequests requests;

  /** For the container's proxies. */
  protected PresenceInviteHandler() {}

  /** With what it needs. */
  @Inject
  public PresenceInviteHandler(WatchRequests requests) {
    this.requests = requests;
  }

  @Override
  public String type() {
    return WatchRequest.INVITE;
  }

  @Override
  public void handle(Origin origin, JsonObject content) {
    requests.invited(origin, WatchRequest.read(content));
  }
}
