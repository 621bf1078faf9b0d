package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.matrixee.model.federation.Origin;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.presence.rules.WatchRequest;

/** Takes {@code m.presence_deny}: a user of the origin may not be watched by one of ours. */
@ApplicationScoped
public class PresenceDenyHandler implements EduHandler {
  private WatchRequests requests;

  /** For the container's proxies. */
  protected PresenceDenyHandler() {}

  /** With what it needs. */
  @Inject
  public PresenceDenyHandler(WatchRequests requests) {
    this.requests = requests;
  }

  @Override
  public String type() {
    return WatchRequest.DENY;
  }

  @Override
  public void handle(Origin origin, JsonObject content) {
    requests.denied(origin, WatchRequest.read(content));
  }
}
