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
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.federation.FromServer;
import org.matrixee.web.federation.SignedContent;

/** {@code PUT /invite/{context}/{eventId}} (federation-v1, 4 and 9.2). */
@Path("/_matrix/federation/v1/invite/{room}/{event}")
@Produces(MediaType.APPLICATION_JSON)
@FromServer
@ApplicationScoped
public class InviteResource {
  @Inject private RoomHost host;

  /** Takes an invite, and answers with it, signed by this server too. */
  @PUT
  public CompletionStage<byte[]> put(
      @Context Origin origin,
      @Context SignedContent content,
      @PathParam("room") RoomId room,
      @PathParam("event") EventId event) {
    return host.invite(origin, room, event, content.object())
        .thenApply(answer -> new JsonOutput().value(answer).toBytes());
  }
}
