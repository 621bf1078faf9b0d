package org.matrixee.web.legacy.client.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.presence.PresenceListService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/**
 * {@code /presence/list}, with and without the user id: the specification leaves it out, the server
 * of the time wanted it (presence-profile-voip, 2; client-api-v1, D18).
 */
@Path(LegacyApi.V1 + "/presence/list")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class PresenceListResource {
  @Inject private PresenceListService service;
  @Inject private PresenceEventWriter writer;

  /** The caller's list. */
  @GET
  @Limited(Action.READ)
  public JsonOutput get(@Context Requester requester) {
    return get(requester, requester.user());
  }

  /** The same, named. */
  @GET
  @Limited(Action.READ)
  @Path("/{userId}")
  public JsonOutput get(@Context Requester requester, @PathParam("userId") UserId user) {
    return writer.list(service.get(requester, user.folded()), new JsonOutput());
  }

  /** Changes the caller's list. */
  @POST
  @Limited(Action.PRESENCE)
  public byte[] post(@Context Requester requester, RequestBody body) {
    return post(requester, requester.user(), body);
  }

  /** The same, named. */
  @POST
  @Limited(Action.PRESENCE)
  @Path("/{userId}")
  public byte[] post(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    JsonObject object = body.object();
    service.change(requester, user.folded(), users(object, "invite"), users(object, "drop"));
    return LegacyAnswers.empty();
  }

  /** User ids; the server of the time passed over empty texts. */
  private static List<UserId> users(JsonObject body, String key) {
    return JsonFields.strings(body, key).stream()
        .filter(text -> !text.isEmpty())
        .map(PresenceListResource::user)
        .toList();
  }

  private static UserId user(String text) {
    UserId user = new UserId(text).folded();
    user.server(); // checks the server's name
    return user;
  }
}
