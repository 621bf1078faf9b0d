package org.matrixee.web.client.personal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.personal.AccountDataService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * What clients keep for themselves.
 *
 * <p>v1.19: client-server, "Client config", "Room tagging".
 */
@Path(CurrentApi.V3 + "/user/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class AccountDataResource {
  @Inject private AccountDataService service;

  /** Data of the whole account. */
  @GET
  @Path("/account_data/{type}")
  @Limited(Action.READ)
  public byte[] get(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("type") Segment type) {
    return service.get(requester, user, null, type.value()).sharedBytes();
  }

  /** Sets data of the whole account. */
  @PUT
  @Path("/account_data/{type}")
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("type") Segment type,
      RequestBody body) {
    return set(requester, user, null, type, body);
  }

  /** Data of a room. */
  @GET
  @Path("/rooms/{roomId}/account_data/{type}")
  @Limited(Action.READ)
  public byte[] get(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type) {
    return service.get(requester, user, room, type.value()).sharedBytes();
  }

  /** Sets data of a room. */
  @PUT
  @Path("/rooms/{roomId}/account_data/{type}")
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      RequestBody body) {
    return set(requester, user, room, type, body);
  }

  private byte[] set(
      Requester requester, UserId user, @Nullable RoomId room, Segment type, RequestBody body) {
    service.set(requester, user, room, type.value(), body.object());
    return CurrentAnswers.empty(null);
  }

  /** The tags of a room. */
  @GET
  @Path("/rooms/{roomId}/tags")
  @Limited(Action.READ)
  public JsonOutput tags(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("roomId") RoomId room) {
    return new JsonOutput()
        .ascii("{\"tags\":")
        .value(service.tags(requester, user, room))
        .ascii("}");
  }

  /** Gives a room a tag. */
  @PUT
  @Path("/rooms/{roomId}/tags/{tag}")
  @Limited(Action.CHANGE)
  public byte[] tag(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("roomId") RoomId room,
      @PathParam("tag") Segment tag,
      RequestBody body) {
    service.tag(requester, user, room, tag.value(), TagBody.of(body.object()));
    return CurrentAnswers.empty(null);
  }

  /** Takes a tag from a room. */
  @DELETE
  @Path("/rooms/{roomId}/tags/{tag}")
  @Limited(Action.CHANGE)
  public byte[] untag(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("roomId") RoomId room,
      @PathParam("tag") Segment tag) {
    service.untag(requester, user, room, tag.value());
    return CurrentAnswers.empty(null);
  }
}
