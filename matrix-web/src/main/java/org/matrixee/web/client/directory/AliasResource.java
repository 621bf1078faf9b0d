package org.matrixee.web.client.directory;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.directory.AliasTarget;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * Aliases of rooms. They are compared without case.
 *
 * <p>v1.19: client-server, "Room aliases".
 */
@Path(CurrentApi.V3 + "/directory/room/{alias}")
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
    RoomId room = new RoomId(JsonFields.requireString(body.object(), "room_id"));
    return service.create(requester, alias.folded(), room, List.of()).handle(AliasResource::answer);
  }

  /** An alias that is taken has a status of its own here. */
  private static byte[] answer(@Nullable RoomOutcome outcome, @Nullable Throwable failure) {
    if (failure == null) {
      return CurrentAnswers.empty(outcome);
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MatrixException refusal && refusal.code() == ErrorCode.M_ROOM_IN_USE) {
      throw new MatrixException(ErrorCode.M_UNKNOWN, 409, refusal.sentence(), Map.of());
    }
    throw new CompletionException(cause);
  }

  /** Removes an alias. */
  @DELETE
  @Limited(Action.CHANGE)
  @Authenticated
  public CompletionStage<byte[]> delete(
      @Context Requester requester, @PathParam("alias") RoomAlias alias) {
    return service.delete(requester, alias.folded()).thenApply(CurrentAnswers::empty);
  }
}
