package org.matrixee.web.legacy.client.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.directory.AliasTarget;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /directory/room/{alias}} (client-api-v1, 12). Aliases are compared without case. */
@Path(LegacyApi.V1 + "/directory/room/{alias}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AliasResource {
  @Inject private DirectoryService service;

  /** Where an alias leads. */
  record Answer(RoomId roomId, List<ServerName> servers) {
    private static Answer of(AliasTarget target) {
      return new Answer(target.room(), target.servers());
    }
  }

  /** Finds a room; anyone may. */
  @GET
  @Limited(Action.LIST)
  public CompletionStage<Answer> get(@PathParam("alias") RoomAlias alias) {
    return service.find(alias.folded()).thenApply(Answer::of);
  }

  /** Makes an alias. */
  @PUT
  @Limited(Action.CHANGE)
  @Authenticated
  public CompletionStage<byte[]> put(
      @Context Requester requester, @PathParam("alias") RoomAlias alias, RequestBody body) {
    JsonObject json = body.object();
    RoomId room = new RoomId(JsonFields.requireString(json, "room_id"));
    List<ServerName> servers =
        JsonFields.strings(json, "servers").stream().map(ServerName::new).toList();
    return service.create(requester, alias.folded(), room, servers).thenApply(LegacyAnswers::empty);
  }

  /** Removes an alias. */
  @DELETE
  @Limited(Action.CHANGE)
  @Authenticated
  public CompletionStage<byte[]> delete(
      @Context Requester requester, @PathParam("alias") RoomAlias alias) {
    return service.delete(requester, alias.folded()).thenApply(LegacyAnswers::empty);
  }
}
