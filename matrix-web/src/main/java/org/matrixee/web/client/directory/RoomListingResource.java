package org.matrixee.web.client.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.directory.RoomListing;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Whether a room is in the public list.
 *
 * <p>v1.19: client-server, {@code /directory/list/room/{roomId}}.
 */
@Path(CurrentApi.V3 + "/directory/list/room/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RoomListingResource {
  private static final String PUBLIC = "public";
  private static final String PRIVATE = "private";

  @Inject private RoomListing listing;
  @Inject private DirectoryService service;

  /** {@code public} or {@code private}. */
  record Answer(String visibility) {}

  /** Whether it is; anyone may ask. */
  @GET
  @Limited(Action.LIST)
  public Answer get(@PathParam("roomId") RoomId room) {
    return new Answer(listing.isListed(room) ? PUBLIC : PRIVATE);
  }

  /** Puts it in or takes it out. */
  @PUT
  @Limited(Action.CHANGE)
  @Authenticated
  public byte[] put(
      @Context Requester requester, @PathParam("roomId") RoomId room, RequestBody body) {
    String visibility = JsonFields.findString(body.object(), "visibility").orElse(PUBLIC);
    if (!visibility.equals(PUBLIC) && !visibility.equals(PRIVATE)) {
      throw JsonFields.bad("The key 'visibility' must be 'public' or 'private'.");
    }
    service.setListed(requester, room, visibility.equals(PUBLIC));
    return CurrentAnswers.empty(null);
  }
}
