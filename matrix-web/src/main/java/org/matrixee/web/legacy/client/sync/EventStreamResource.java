package org.matrixee.web.legacy.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.sync.StreamPage;
import org.matrixee.server.sync.SyncService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.legacy.client.PageParameters;
import org.matrixee.web.legacy.client.StreamTokens;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;

/** {@code GET /events}: the long poll (client-api-v1, 11.1). It holds no thread while it waits. */
@Path(LegacyApi.V1 + "/events")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class EventStreamResource {
  @Inject private SyncService service;
  @Inject private LegacyEventWriter writer;

  /** Waits for events. */
  @GET
  public CompletionStage<byte[]> get(@Context Requester requester, @Context UriInfo uri) {
    LevelsForm levels = LevelsForm.of(uri);
    PageParameters parameters = new PageParameters(uri.getQueryParameters());
    return service
        .await(
            requester,
            parameters.position(),
            parameters.timeout(),
            parameters.limit(PageParameters.MAX_LIMIT))
        .thenApply(page -> write(page, levels));
  }

  private byte[] write(StreamPage page, LevelsForm levels) {
    String start = StreamTokens.write(page.start());
    String end = StreamTokens.write(page.end());
    return Chunk.write(writer, page.events(), levels, start, end, new JsonOutput()).toBytes();
  }
}
