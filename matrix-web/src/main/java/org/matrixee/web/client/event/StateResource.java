package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.history.CurrentReadService;
import org.matrixee.server.levels.LevelService;
import org.matrixee.server.levels.LevelViews;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * The state of rooms.
 *
 * <p>v1.19: client-server, {@code /rooms/{roomId}/state}.
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}/state")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class StateResource {
  private static final StateTuple ADDRESSES = StateTuple.of(EventType.CANONICAL_ALIAS);

  @Inject private LevelService levels;
  @Inject private LevelViews views;
  @Inject private DirectoryService directory;
  @Inject private CurrentReadService reader;
  @Inject private CurrentEventWriter writer;

  /** All state events. */
  @GET
  @Limited(Action.READ)
  public JsonOutput all(@Context Requester requester, @PathParam("roomId") RoomId room) {
    return writer.state(reader.state(requester, room), new JsonOutput());
  }

  /** The state with the empty key. */
  @GET
  @Limited(Action.READ)
  @Path("/{type}")
  public JsonOutput get(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @QueryParam("format") @Nullable String format) {
    return show(requester, room, StateTuple.of(type.value()), format);
  }

  /** A piece of state. */
  @GET
  @Limited(Action.READ)
  @Path("/{type}/{key}")
  public JsonOutput get(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @PathParam("key") Segment key,
      @QueryParam("format") @Nullable String format) {
    return show(requester, room, new StateTuple(type.value(), key.value()), format);
  }

  /** Sets the state with the empty key. */
  @PUT
  @Limited(Action.CHANGE)
  @Path("/{type}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      RequestBody body) {
    return set(requester, room, StateTuple.of(type.value()), body);
  }

  /** Sets a piece of state. */
  @PUT
  @Limited(Action.CHANGE)
  @Path("/{type}/{key}")
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @PathParam("key") Segment key,
      RequestBody body) {
    return set(requester, room, new StateTuple(type.value(), key.value()), body);
  }

  private JsonOutput show(
      Requester requester, RoomId room, StateTuple slot, @Nullable String format) {
    if (format != null && !format.equals("content") && !format.equals("event")) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The parameter 'format' must be 'content' or 'event'.");
    }
    StoredEvent found = find(requester, room, slot);
    return "event".equals(format)
        ? writer.one(found, new JsonOutput())
        : new JsonOutput().value(writer.content(found));
  }

  private StoredEvent find(Requester requester, RoomId room, StateTuple slot) {
    StoredEvent found =
        slot.equals(StateTuple.of(EventType.POWER_LEVELS)) ? views.find(requester, room) : null;
    return found == null ? reader.state(requester, room, slot) : found;
  }

  private CompletionStage<byte[]> set(
      Requester requester, RoomId room, StateTuple slot, RequestBody body) {
    JsonObject content = body.content();
    EventDraft draft = EventDraft.state(requester.user(), slot.type(), slot.stateKey(), content);
    CompletionStage<RoomOutcome> sent =
        slot.equals(ADDRESSES)
            ? directory
                .checkAddresses(room, content)
                .thenCompose(good -> levels.ofToday(requester, room, draft))
            : levels.ofToday(requester, room, draft);
    return sent.thenApply(CurrentAnswers::event);
  }
}
