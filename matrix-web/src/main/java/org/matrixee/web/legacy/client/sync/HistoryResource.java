package org.matrixee.web.legacy.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.sync.HistoryService;
import org.matrixee.server.sync.MembersPage;
import org.matrixee.server.sync.RoomReadService;
import org.matrixee.server.sync.TimelinePage;
import org.matrixee.server.sync.TimelineRequest;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.StreamTokens;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.legacy.client.PageParameters;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;

/** {@code GET /rooms/{roomId}/messages} and {@code /members} (client-api-v1, 10.1 and 10.2). */
@Path(LegacyApi.V1)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class HistoryResource {
  private static final int DEFAULT_LIMIT = 10;

  @Inject private RoomReadService service;
  @Inject private HistoryService history;
  @Inject private LegacyEventWriter writer;

  /** A page of the room's history. */
  @GET
  @Path("/rooms/{roomId}/messages")
  public CompletionStage<byte[]> messages(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    PageParameters parameters = new PageParameters(uri.getQueryParameters());
    TimelineRequest request =
        new TimelineRequest(
            parameters.from(),
            parameters.to(),
            parameters.isBackwards(true),
            parameters.limit(DEFAULT_LIMIT));
    LevelsForm levels = LevelsForm.of(uri);
    return history.messages(requester, room, request).thenApply(page -> write(page, levels));
  }

  private byte[] write(TimelinePage page, LevelsForm levels) {
    String start = StreamTokens.write(page.start());
    String end = StreamTokens.write(page.end());
    return Chunk.write(writer, page.events(), levels, start, end, new JsonOutput()).toBytes();
  }

  /** All current members, whatever their membership; never in pages, as at the time. */
  @GET
  @Path("/rooms/{roomId}/members")
  public JsonOutput members(@Context Requester requester, @PathParam("roomId") RoomId room) {
    MembersPage page = service.members(requester, room);
    String position = StreamTokens.write(page.position());
    return Chunk.write(
        writer, page.events(), LevelsForm.OF_2014, position, position, new JsonOutput());
  }
}
