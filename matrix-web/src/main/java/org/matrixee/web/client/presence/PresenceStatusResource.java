package org.matrixee.web.client.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.server.limits.Action;
import org.matrixee.server.presence.PresenceService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Whether users are to be reached. {@code free_for_chat} is of 2014 alone: here it is online.
 *
 * <p>v1.19: client-server, "Presence".
 */
@Path(CurrentApi.V3 + "/presence/{userId}/status")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class PresenceStatusResource {
  @Inject private PresenceService service;
  @Inject private PresenceWriter writer;

  /** How a user is to be reached. */
  @GET
  @Limited(Action.READ)
  public JsonOutput get(@Context Requester requester, @PathParam("userId") UserId user) {
    return writer.fields(service.get(requester, user), new JsonOutput().ascii("{")).ascii("}");
  }

  /** Sets how the caller is to be reached. */
  @PUT
  @Limited(Action.PRESENCE)
  public CompletionStage<byte[]> put(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    JsonObject object = body.object();
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's presence.");
    }
    PresenceState state =
        PresenceState.parse(JsonFields.requireString(object, "presence"))
            .filter(word -> word != PresenceState.FREE_FOR_CHAT)
            .orElseThrow(
                () -> JsonFields.bad("The key 'presence' must be online, unavailable or offline."));
    @Nullable String message = JsonFields.findString(object, "status_msg").orElse(null);
    return service.set(requester, user, state, message).thenApply(CurrentAnswers::empty);
  }
}
