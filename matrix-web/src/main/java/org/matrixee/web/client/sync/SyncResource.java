package org.matrixee.web.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.server.clientsync.CurrentSyncService;
import org.matrixee.server.clientsync.SyncRequest;
import org.matrixee.server.history.rules.SyncFilter;
import org.matrixee.server.limits.Action;
import org.matrixee.server.personal.FilterService;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;

/**
 * {@code GET /sync}: what is new. It holds no thread while it waits.
 *
 * <p>v1.19: client-server, "Syncing".
 */
@Path(CurrentApi.V3 + "/sync")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class SyncResource {
  private static final Map<String, PresenceState> PRESENCES =
      Map.of(
          "offline", PresenceState.OFFLINE,
          "online", PresenceState.ONLINE,
          "unavailable", PresenceState.UNAVAILABLE);

  @Inject private CurrentSyncService service;
  @Inject private FilterService filters;
  @Inject private SyncWriter writer;

  /** Waits for what is new. */
  @GET
  public CompletionStage<byte[]> get(
      @Context Requester requester, @Context HttpServletRequest request, @Context UriInfo uri) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    SyncFilter filter = filters.find(requester, query.find("filter"));
    SyncRequest wanted =
        new SyncRequest(
            query.position("since"),
            filter,
            query.flag("full_state"),
            query.flag("use_state_after"));
    @Nullable String presence = query.word("set_presence", PRESENCES.keySet());
    return service
        .await(
            requester,
            request.getRemoteAddr(),
            wanted,
            query.millis("timeout"),
            presence == null
                ? PresenceState.ONLINE
                : PRESENCES.getOrDefault(presence, PresenceState.ONLINE))
        .thenApply(answer -> writer.write(answer, wanted, requester));
  }
}
