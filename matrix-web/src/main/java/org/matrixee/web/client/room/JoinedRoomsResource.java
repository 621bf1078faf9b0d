package org.matrixee.web.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.history.CurrentReadService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/**
 * The caller's rooms.
 *
 * <p>v1.19: client-server, {@code GET /joined_rooms}.
 */
@Path(CurrentApi.V3 + "/joined_rooms")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class JoinedRoomsResource {
  @Inject private CurrentReadService service;

  /** The rooms that the caller is in. */
  @GET
  public JsonOutput rooms(@Context Requester requester) {
    JsonOutput out = new JsonOutput().ascii("{\"joined_rooms\":[");
    boolean first = true;
    for (RoomId room : service.joinedRooms(requester)) {
      out.ascii(first ? "" : ",").string(room.value());
      first = false;
    }
    return out.ascii("]}");
  }
}
