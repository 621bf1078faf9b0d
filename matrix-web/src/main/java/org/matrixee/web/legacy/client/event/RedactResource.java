package org.matrixee.web.legacy.client.event;

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
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
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

/** {@code POST /rooms/{roomId}/redact/{eventId}} (client-api-v1, 9). */
@Path(LegacyApi.V1 + "/rooms/{roomId}/redact/{eventId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.SEND)
@ApplicationScoped
public class RedactResource {
  @Inject private RoomEventService service;

  /** Redacts an event. */
  @POST
  public CompletionStage<byte[]> post(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event,
      RequestBody body) {
    return redact(requester, room, event, body, null);
  }

  /** Redacts an event once. */
  @PUT
  @Path("/{txnId}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    TransactionKey key = TransactionKeys.of(requester, txnId, "rooms", room, "redact", event);
    return redact(requester, room, event, body, key);
  }

  private CompletionStage<byte[]> redact(
      Requester requester,
      RoomId room,
      EventId event,
      RequestBody body,
      @Nullable TransactionKey key) {
    JsonObject content = body.contentOrEmpty();
    JsonFields.findString(content, "reason"); // refused if it is no string
    EventDraft draft = EventDraft.redaction(requester.user(), event, content);
    return service.send(requester, room, draft, key).thenApply(LegacyAnswers::event);
  }
}
