package org.matrixee.web.client.room;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.RoomUpgradeService;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Replacing rooms.
 *
 * <p>v1.19: client-server, {@code POST /rooms/{roomId}/upgrade}.
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.CREATE_ROOM)
@ApplicationScoped
public class UpgradeResource {
  @Inject private RoomUpgradeService service;

  /** Replaces a room by one of another version. */
  @POST
  @Path("/upgrade")
  public CompletionStage<byte[]> upgrade(
      @Context Requester requester, @PathParam("roomId") RoomId room, RequestBody body) {
    JsonObject object = body.object();
    String version = JsonFields.requireString(object, "new_version");
    Set<UserId> additional =
        JsonFields.strings(object, "additional_creators").stream()
            .map(UpgradeResource::user)
            .collect(Collectors.toSet());
    if (!RoomVersions.isSpecified(version)) {
      throw new MatrixException(
          ErrorCode.M_UNSUPPORTED_ROOM_VERSION, "This server does not make rooms of this version.");
    }
    return service
        .upgrade(requester, room, new RoomVersion(version), additional)
        .thenApply(
            outcome ->
                new JsonOutput()
                    .ascii("{\"replacement_room\":")
                    .string(outcome.room().value())
                    .ascii("}")
                    .toBytes());
  }

  private static UserId user(String id) {
    UserId user = new UserId(id);
    user.server(); // checks the server's name
    return user;
  }
}
