package org.matrixee.web.legacy.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.MembershipService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code POST /rooms/{roomId}/} join, leave, invite, ban and kick (client-api-v1, 7). */
@Path(LegacyApi.V1 + "/rooms/{roomId}/{action: join|leave|invite|ban|kick}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.MEMBERSHIP)
@ApplicationScoped
public class MembershipResource {
  @Inject private MembershipService service;

  /** Changes a membership. */
  @POST
  public CompletionStage<byte[]> post(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("action") String action,
      RequestBody body) {
    return change(requester, room, action, body, null);
  }

  /** Changes a membership once. */
  @PUT
  @Path("/{txnId}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("action") String action,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    TransactionKey key = TransactionKeys.of(requester, txnId, "rooms", room, action);
    return change(requester, room, action, body, key);
  }

  private CompletionStage<byte[]> change(
      Requester requester,
      RoomId room,
      String action,
      RequestBody body,
      @Nullable TransactionKey key) {
    return switch (action) {
      case "join" -> {
        body.contentOrEmpty();
        yield service.join(requester, room, null, key).thenApply(LegacyAnswers::room);
      }
      case "leave" -> {
        body.contentOrEmpty();
        yield service.leave(requester, room, null, key).thenApply(LegacyAnswers::empty);
      }
      default -> changeOther(requester, room, action, body.object(), key);
    };
  }

  private CompletionStage<byte[]> changeOther(
      Requester requester,
      RoomId room,
      String action,
      JsonObject json,
      @Nullable TransactionKey key) {
    UserId user = new UserId(JsonFields.requireString(json, "user_id")).folded();
    @Nullable String reason = JsonFields.findString(json, "reason").orElse(null);
    CompletionStage<RoomOutcome> outcome =
        switch (action) {
          case "invite" -> service.invite(requester, room, user, null, key);
          case "ban" -> service.ban(requester, room, user, reason, key);
          case "kick" -> service.kick(requester, room, user, reason, key);
          default -> throw new AssertionError(action);
        };
    return outcome.thenApply(LegacyAnswers::empty);
  }
}
