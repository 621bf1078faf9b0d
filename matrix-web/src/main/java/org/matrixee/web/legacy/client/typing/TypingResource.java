package org.matrixee.web.legacy.client.typing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.typing.TypingService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.typing.TypingTimeout;

/** {@code PUT /rooms/{roomId}/typing/{userId}} (presence-profile-voip, 9.1). */
@Path(LegacyApi.V1 + "/rooms/{roomId}/typing/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.PRESENCE)
@ApplicationScoped
public class TypingResource {
  @Inject private TypingService service;

  /** The caller types, or does not any more. */
  @PUT
  public byte[] put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("userId") UserId user,
      RequestBody body) {
    JsonObject object = body.object();
    if (JsonFields.requireBoolean(object, "typing")) {
      service.start(requester, room, user.folded(), TypingTimeout.of(object));
    } else {
      service.stop(requester, room, user.folded());
    }
    return LegacyAnswers.empty();
  }
}
