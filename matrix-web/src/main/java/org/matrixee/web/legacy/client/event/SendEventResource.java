package org.matrixee.web.legacy.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
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
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.room.RoomEventService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code POST /rooms/{roomId}/send/{type}} (client-api-v1, 9). */
@Path(LegacyApi.V1 + "/rooms/{roomId}/send/{type}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.SEND)
@ApplicationScoped
public class SendEventResource {
  private static final String REDACTS = "redacts";

  @Inject private RoomEventService service;

  /** Sends an event. */
  @POST
  public CompletionStage<byte[]> post(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      RequestBody body) {
    return send(requester, room, type, body, null);
  }

  /** Sends an event once. */
  @PUT
  @Path("/{txnId}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    TransactionKey key = TransactionKeys.of(requester, txnId, "rooms", room, "send", type);
    return send(requester, room, type, body, key);
  }

  private CompletionStage<byte[]> send(
      Requester requester,
      RoomId room,
      Segment type,
      RequestBody body,
      @Nullable TransactionKey key) {
    EventDraft draft = draft(requester.user(), type.value(), body.content());
    return service.send(requester, room, draft, key).thenApply(LegacyAnswers::event);
  }

  /** The event; a redaction sent this way names its target in the body. */
  private static EventDraft draft(UserId sender, String type, JsonObject body) {
    return type.equals(EventType.REDACTION)
        ? EventDraft.redaction(
            sender,
            new EventId(JsonFields.requireString(body, REDACTS)),
            Json.createObjectBuilder(body).remove(REDACTS).build())
        : EventDraft.message(sender, type, body);
  }
}
