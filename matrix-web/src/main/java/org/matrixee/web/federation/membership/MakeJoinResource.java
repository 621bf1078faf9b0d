package org.matrixee.web.federation.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.federation.room.RoomHost;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.federation.FromServer;

/** {@code GET /make_join/{context}/{userId}} (federation-v1, 4 and 9.2). */
@Path("/_matrix/federation/v1/make_join/{room}/{user}")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class MakeJoinResource {
  @Inject private RoomHost host;

  /** A join for the asking server to complete. */
  @GET
  public byte[] get(
      @Context Origin origin, @PathParam("room") RoomId room, @PathParam("user") UserId user) {
    return new JsonOutput().value(host.makeJoin(origin, room, user)).toBytes();
  }
}
