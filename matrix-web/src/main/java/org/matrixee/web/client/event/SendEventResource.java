package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.Relation;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.relation.RelationService;
import org.matrixee.server.room.RoomEventService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.TransactionKeys;

/**
 * Sending messages and redactions.
 *
 * <p>v1.19: client-server, "Sending events to a room", "Redactions".
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.SEND)
@ApplicationScoped
public class SendEventResource {
  private static final String REDACTS = "redacts";

  @Inject private RoomEventService service;
  @Inject private RelationService relations;

  /** Sends an event once. */
  @PUT
  @Path("/send/{type}/{txnId}")
  public CompletionStage<byte[]> send(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    TransactionKey key = TransactionKeys.of(requester, txnId, "rooms", room, "send", type);
    JsonObject content = body.content();
    if (content.containsKey(Relation.RELATES_TO)) {
      Relation.of(content)
          .ifPresent(relation -> relations.requireSendable(requester, room, relation));
    }
    EventDraft draft = draft(requester.user(), type.value(), content);
    return service.send(requester, room, draft, key).thenApply(CurrentAnswers::event);
  }

  /** The event; a redaction sent this way names its target in the content. */
  private static EventDraft draft(UserId sender, String type, JsonObject content) {
    return type.equals(EventType.REDACTION)
        ? EventDraft.redaction(
            sender,
            new EventId(JsonFields.requireString(content, REDACTS)),
            Json.createObjectBuilder(content).remove(REDACTS).build())
        : EventDraft.message(sender, type, content);
  }

  /** Redacts an event once. */
  @PUT
  @Path("/redact/{eventId}/{txnId}")
  public CompletionStage<byte[]> redact(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event,
      @PathParam("txnId") Segment txnId,
      RequestBody body) {
    TransactionKey key = TransactionKeys.of(requester, txnId, "rooms", room, "redact", event);
    JsonObject content = body.contentOrEmpty();
    JsonFields.findString(content, "reason"); // refused if it is no string
    EventDraft draft = EventDraft.redaction(requester.user(), event, content);
    return service.send(requester, room, draft, key).thenApply(CurrentAnswers::event);
  }
}
