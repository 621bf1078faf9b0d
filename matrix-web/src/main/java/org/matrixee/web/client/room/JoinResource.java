package org.matrixee.web.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.MembershipService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * Joining rooms.
 *
 * <p>v1.19: client-server, {@code POST /join/{roomIdOrAlias}}.
 */
@Path(CurrentApi.V3 + "/join/{room}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.MEMBERSHIP)
@ApplicationScoped
public class JoinResource {
  @Inject private MembershipService service;

  /** Joins a room by its ID or an alias. */
  @POST
  public CompletionStage<byte[]> join(
      @Context Requester requester, @PathParam("room") Segment room, RequestBody body) {
    JsonObject content = body.contentOrEmpty();
    CompletionStage<RoomOutcome> outcome =
        room.value().startsWith("#")
            ? service.joinByAlias(
                requester, Segments.read(room, RoomAlias::new).folded(), Reasons.of(content), null)
            : service.join(requester, Segments.read(room, RoomId::new), Reasons.of(content), null);
    return outcome.thenApply(CurrentAnswers::room);
  }
}
