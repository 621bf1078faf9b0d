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
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.ForgettingService;
import org.matrixee.server.room.MembershipService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Joining, leaving, forgetting, inviting and shutting out.
 *
 * <p>v1.19: client-server, "Room membership".
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.MEMBERSHIP)
@ApplicationScoped
public class MembershipResource {
  @Inject private MembershipService service;
  @Inject private ForgettingService forgetting;

  /** The caller joins. */
  @POST
  @Path("/join")
  public CompletionStage<byte[]> join(
      @Context Requester requester, @PathParam("roomId") RoomId room, RequestBody body) {
    String reason = Reasons.of(body.contentOrEmpty());
    return service.join(requester, room, reason, null).thenApply(CurrentAnswers::room);
  }

  /** The caller leaves, or refuses an invite. */
  @POST
  @Path("/leave")
  public CompletionStage<byte[]> leave(
      @Context Requester requester, @PathParam("roomId") RoomId room, RequestBody body) {
    String reason = Reasons.of(body.contentOrEmpty());
    return service.leave(requester, room, reason, null).thenApply(CurrentAnswers::empty);
  }

  /** The caller does not want to see the room any more. */
  @POST
  @Path("/forget")
  public byte[] forget(@Context Requester requester, @PathParam("roomId") RoomId room) {
    forgetting.forget(requester, room);
    return CurrentAnswers.empty(null);
  }

  /** What is done to another user. */
  @POST
  @Path("/{action: invite|kick|ban|unban}")
  public CompletionStage<byte[]> change(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("action") String action,
      RequestBody body) {
    JsonObject content = body.content();
    UserId user = new UserId(JsonFields.requireString(content, "user_id"));
    user.server(); // checks the server's name
    @Nullable String reason = Reasons.of(content);
    CompletionStage<RoomOutcome> outcome =
        switch (action) {
          case "invite" -> service.invite(requester, room, user, reason, null);
          case "kick" -> service.expel(requester, room, user, reason);
          case "ban" -> service.ban(requester, room, user, reason, null);
          case "unban" -> service.unban(requester, room, user, reason);
          default -> throw new AssertionError(action);
        };
    return outcome.thenApply(CurrentAnswers::empty);
  }
}
