package org.matrixee.web.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.CurrentRoomCreation;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Making rooms.
 *
 * <p>v1.19: client-server, {@code POST /createRoom}.
 */
@Path(CurrentApi.V3 + "/createRoom")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.CREATE_ROOM)
@ApplicationScoped
public class CreateRoomResource {
  @Inject private CurrentRoomCreation service;
  @Inject private MatrixConfig config;

  /** Makes a room. */
  @POST
  public CompletionStage<byte[]> post(@Context Requester requester, RequestBody body) {
    return service
        .create(requester, RoomRequests.read(body.content(), config.roomVersion()))
        .thenApply(CurrentAnswers::room);
  }
}
