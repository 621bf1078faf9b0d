package org.matrixee.web.legacy.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.EventDraft;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.levels.LevelService;
import org.matrixee.server.levels.LevelViews;
import org.matrixee.server.limits.Action;
import org.matrixee.server.sync.RoomReadService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/**
 * {@code GET} and {@code PUT /rooms/{roomId}/state/{type}/{key}} (client-api-v1, 8). There are no
 * transaction ids here: the last segment is the state key.
 */
@Path(LegacyApi.V1 + "/rooms/{roomId}/state")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class StateResource {
  @Inject private LevelService levels;
  @Inject private LevelViews views;
  @Inject private RoomReadService reader;
  @Inject private LegacyEventWriter writer;

  /** All current state events. */
  @GET
  @Limited(Action.READ)
  public JsonOutput all(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    return writer.array(reader.state(requester, room), LevelsForm.of(uri), new JsonOutput());
  }

  /** The content of the state with the empty key. */
  @GET
  @Limited(Action.READ)
  @Path("/{type}")
  public JsonOutput get(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type) {
    return content(requester, room, StateTuple.of(type.value()));
  }

  /** The content of a piece of state. */
  @GET
  @Limited(Action.READ)
  @Path("/{type}/{key}")
  public JsonOutput get(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("type") Segment type,
      @PathParam("key") Segment key) {
    return content(requester, room, slot(type, key));
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
    return set(requester, room, slot(type, key), body);
  }

  private JsonOutput content(Requester requester, RoomId room, StateTuple slot) {
    JsonObject today =
        LevelViews.isLevels(slot) ? views.of2014(requester, room, slot.type()) : null;
    return new JsonOutput().value(today == null ? reader.state(requester, room, slot) : today);
  }

  private CompletionStage<byte[]> set(
      Requester requester, RoomId room, StateTuple slot, RequestBody body) {
    EventDraft draft =
        EventDraft.state(requester.user(), slot.type(), slot.stateKey(), body.content());
    return levels.of2014(requester, room, draft).thenApply(LegacyAnswers::event);
  }

  /** The slot that a path names; a member's key is a user ID, which this API folds. */
  private static StateTuple slot(Segment type, Segment key) {
    return type.value().equals(EventType.MEMBER)
        ? StateTuple.member(new UserId(key.value()).folded())
        : new StateTuple(type.value(), key.value());
  }
}
