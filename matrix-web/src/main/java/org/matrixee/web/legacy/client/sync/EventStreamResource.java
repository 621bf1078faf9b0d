package org.matrixee.web.legacy.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.sync.StreamPage;
import org.matrixee.server.sync.SyncService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.legacy.client.PageParameters;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;
import org.matrixee.web.legacy.client.presence.PresenceEventWriter;

/** {@code GET /events}: the long poll (client-api-v1, 11.1). It holds no thread while it waits. */
@Path(LegacyApi.V1 + "/events")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class EventStreamResource {
  @Inject private SyncService service;
  @Inject private LegacyEventWriter writer;
  @Inject private PresenceEventWriter presence;

  /** Waits for events. */
  @GET
  public CompletionStage<byte[]> get(
      @Context Requester requester, @Context HttpServletRequest request, @Context UriInfo uri) {
    LevelsForm levels = LevelsForm.of(uri);
    PageParameters parameters = new PageParameters(uri.getQueryParameters());
    return service
        .await(
            requester,
            request.getRemoteAddr(),
            parameters.position(),
            parameters.timeout(),
            parameters.limit(PageParameters.MAX_LIMIT))
        .thenApply(page -> write(page, levels));
  }

  private byte[] write(StreamPage page, LevelsForm levels) {
    return Chunk.write(writer, presence, page, levels, new JsonOutput()).toBytes();
  }
}
