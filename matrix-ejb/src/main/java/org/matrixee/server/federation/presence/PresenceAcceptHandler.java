package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import org.matrixee.model.federation.Origin;
import org.matrixee.server.federation.edu.EduHandler;
import org.matrixee.server.federation.presence.rules.WatchRequest;

/** Takes {@code m.presence_accept}: a user of the origin may be watched by one of ours. */
@ApplicationScoped
public class PresenceAcceptHandler implements EduHandler {
  private WatchRequests requests;
  private PresencePolls polls;

  /** For the container's proxies. */
  protected PresenceAcceptHandler() {}

  /** With what it needs. */
  @Inject
  public PresenceAcceptHandler(WatchRequests requests, PresencePolls polls) {
    this.requests = requests;
    this.polls = polls;
  }

  @Override
  public String type() {
    return WatchRequest.ACCEPT;
  }

  @Override
  public void handle(Origin origin, JsonObject content) {
    WatchRequest request = WatchRequest.read(content);
    if (requests.accepted(origin, request)) {
      polls.poll(List.of(request.observed()));
    }
  }
}
