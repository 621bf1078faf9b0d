package org.matrixee.web.legacy.client.presence;

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
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.server.limits.Action;
import org.matrixee.server.presence.PresenceService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /presence/{userId}/status} (presence-profile-voip, 2). */
@Path(LegacyApi.V1 + "/presence/{userId}/status")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class PresenceStatusResource {
  @Inject private PresenceService service;
  @Inject private PresenceEventWriter writer;

  /** How a user is to be reached. */
  @GET
  @Limited(Action.READ)
  public JsonOutput get(@Context Requester requester, @PathParam("userId") UserId user) {
    return writer.status(service.get(requester, user.folded()), new JsonOutput());
  }

  /** Sets how the caller is to be reached; keys that are not known are ignored. */
  @PUT
  @Limited(Action.PRESENCE)
  public CompletionStage<byte[]> put(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    JsonObject object = body.object();
    PresenceState state =
        PresenceState.parse(JsonFields.requireString(object, "presence"))
            .orElseThrow(
                () ->
                    JsonFields.bad(
                        "The key 'presence' must be online, unavailable, offline or"
                            + " free_for_chat."));
    @Nullable String message = JsonFields.findString(object, "status_msg").orElse(null);
    return service
        .set(requester, user.folded(), state, message)
        .thenApply(kept -> LegacyAnswers.empty());
  }
}
