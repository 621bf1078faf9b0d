package org.matrixee.web.client.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.receipt.ReceiptKind;
import org.matrixee.server.limits.Action;
import org.matrixee.server.personal.AccountDataService;
import org.matrixee.server.receipt.ReadUpTo;
import org.matrixee.server.receipt.ReceiptService;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * What users have read.
 *
 * <p>v1.19: client-server, "Receipts", "Fully read markers".
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class ReceiptResource {
  private static final String THREAD_ID = "thread_id";

  @Inject private ReceiptService service;

  /** One receipt, or the read marker. */
  @POST
  @Path("/receipt/{receiptType}/{eventId}")
  public byte[] receipt(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("receiptType") Segment type,
      @PathParam("eventId") EventId event,
      RequestBody body) {
    String thread = thread(body.contentOrEmpty());
    boolean fully = type.value().equals(AccountDataService.FULLY_READ);
    if (!fully && ReceiptKind.parse(type.value()).isEmpty()) {
      throw bad("There is no receipt of the type '" + type.value() + "'.");
    }
    if (fully && thread != null) {
      throw bad("A read marker is of no thread: leave out 'thread_id'.");
    }
    boolean hidden = type.value().equals(ReceiptKind.READ_PRIVATE.word());
    service.read(
        requester,
        room,
        new ReadUpTo(
            fully || hidden ? null : event, hidden ? event : null, fully ? event : null, thread));
    return CurrentAnswers.empty(null);
  }

  /** The read marker, and receipts with it. */
  @POST
  @Path("/read_markers")
  public byte[] markers(
      @Context Requester requester, @PathParam("roomId") RoomId room, RequestBody body) {
    JsonObject object = body.object();
    service.read(
        requester,
        room,
        new ReadUpTo(
            event(object, ReceiptKind.READ.word()),
            event(object, ReceiptKind.READ_PRIVATE.word()),
            event(object, AccountDataService.FULLY_READ),
            null));
    return CurrentAnswers.empty(null);
  }

  private static @Nullable EventId event(JsonObject object, String key) {
    return JsonFields.findString(object, key).map(EventId::new).orElse(null);
  }

  private static @Nullable String thread(JsonObject body) {
    JsonValue thread = body.getOrDefault(THREAD_ID, JsonValue.NULL);
    if (!body.containsKey(THREAD_ID)) {
      return null;
    }
    if (thread instanceof JsonString text && !text.getString().isEmpty()) {
      return text.getString();
    }
    throw bad("The key 'thread_id' must hold the ID of a thread's root, or 'main'.");
  }

  private static MatrixException bad(String sentence) {
    return new MatrixException(ErrorCode.M_INVALID_PARAM, sentence);
  }
}
