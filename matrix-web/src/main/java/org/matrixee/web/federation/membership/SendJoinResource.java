package org.matrixee.web.federation.membership;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.federation.room.RoomHost;
import org.matrixee.web.federation.FromServer;
import org.matrixee.web.federation.SignedContent;

/** {@code PUT /send_join/{context}/{eventId}} (federation-v1, 4 and 9.2). */
@Path("/_matrix/federation/v1/send_join/{room}/{event}")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class SendJoinResource {
  @Inject private RoomHost host;

  /** Takes a join, and answers with the state before it. */
  @PUT
  public CompletionStage<byte[]> put(
      @Context Origin origin,
      @Context SignedContent content,
      @PathParam("room") RoomId room,
      @PathParam("event") EventId event) {
    return host.sendJoin(origin, room, event, content.object());
  }
}
