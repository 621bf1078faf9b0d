package org.matrixee.web.legacy.client.room;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.RoomCreationService;
import org.matrixee.server.room.RoomRequest;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code POST /createRoom} (client-api-v1, 6). */
@Path(LegacyApi.V1 + "/createRoom")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.CREATE_ROOM)
@ApplicationScoped
public class CreateRoomResource {
  @Inject private RoomCreationService service;

  /** What was made. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(RoomId roomId, @Nullable RoomAlias roomAlias) {
    static Answer of(RoomOutcome outcome) {
      return new Answer(outcome.room(), outcome.alias());
    }
  }

  /** Creates a room. */
  @POST
  public CompletionStage<Answer> post(@Context Requester requester, RequestBody body) {
    return create(requester, body, null);
  }

  /** Creates a room once. */
  @PUT
  @Path("/{txnId}")
  public CompletionStage<Answer> put(
      @Context Requester requester, @PathParam("txnId") Segment txnId, RequestBody body) {
    return create(requester, body, TransactionKeys.of(requester, txnId, "createRoom"));
  }

  private CompletionStage<Answer> create(
      Requester requester, RequestBody body, @Nullable TransactionKey key) {
    return service.create(requester, request(body.object()), key).thenApply(Answer::of);
  }

  private static RoomRequest request(JsonObject json) {
    return new RoomRequest(
        isListed(JsonFields.findString(json, "visibility").orElse("private")),
        JsonFields.findString(json, "room_alias_name").orElse(null),
        JsonFields.findString(json, "name").orElse(null),
        JsonFields.findString(json, "topic").orElse(null),
        JsonFields.strings(json, "invite").stream().map(id -> new UserId(id).folded()).toList());
  }

  private static boolean isListed(String visibility) {
    return switch (visibility) {
      case "public" -> true;
      case "private" -> false;
      default -> throw JsonFields.bad("The key 'visibility' must be 'public' or 'private'.");
    };
  }
}
