package org.matrixee.web.legacy.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.MembershipService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code POST /join/{roomIdOrAlias}} (client-api-v1, 7). */
@Path(LegacyApi.V1 + "/join/{room}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.MEMBERSHIP)
@ApplicationScoped
public class JoinResource {
  @Inject private MembershipService service;

  /** Joins a room. */
  @POST
  public CompletionStage<byte[]> post(
      @Context Requester requester, @PathParam("room") Segment room, RequestBody body) {
    return join(requester, room, body, null);
  }

  /** Joins a room once. */
  @PUT
  @Path("/{txnId}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("room") Segment room,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    return join(requester, room, body, TransactionKeys.of(requester, txnId, "join", room));
  }

  private CompletionStage<byte[]> join(
      Requester requester, Segment room, RequestBody body, @Nullable TransactionKey key) {
    body.contentOrEmpty();
    CompletionStage<RoomOutcome> outcome =
        room.value().startsWith("#")
            ? service.joinByAlias(requester, new RoomAlias(room.value()).folded(), null, key)
            : service.join(requester, new RoomId(room.value()), null, key);
    return outcome.thenApply(LegacyAnswers::room);
  }
}
