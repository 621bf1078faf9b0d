package org.matrixee.web.client.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.history.RoomAddresses;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;

/**
 * The aliases of a room on this server.
 *
 * <p>v1.19: client-server, {@code GET /rooms/{roomId}/aliases}.
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class RoomAliasesResource {
  @Inject private RoomAddresses service;

  /** All of them. */
  record Answer(List<RoomAlias> aliases) {}

  /** The aliases, for who is in the room. */
  @GET
  @Path("/aliases")
  public Answer get(@Context Requester requester, @PathParam("roomId") RoomId room) {
    return new Answer(service.of(requester, room));
  }
}
