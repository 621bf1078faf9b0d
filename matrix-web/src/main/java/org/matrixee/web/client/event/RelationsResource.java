package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.relation.Aggregations;
import org.matrixee.server.relation.RelatedEvents;
import org.matrixee.server.relation.RelationRequest;
import org.matrixee.server.relation.RelationService;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.Segment;
import org.matrixee.web.common.StreamTokens;

/**
 * The events that relate to one.
 *
 * <p>v1.19: client-server, "Relationships API".
 */
@Path(CurrentApi.V1 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class RelationsResource {
  private static final int DEFAULT_LIMIT = 20;

  @Inject private RelationService service;
  @Inject private Aggregations aggregations;
  @Inject private CurrentEventWriter writer;

  /** All of them. */
  @GET
  @Path("/relations/{eventId}")
  public JsonOutput all(
      @Context Requester requester,
      @Context UriInfo uri,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event) {
    return page(requester, uri, room, event, null, null);
  }

  /** Those that relate to it in one way. */
  @GET
  @Path("/relations/{eventId}/{relType}")
  public JsonOutput ofKind(
      @Context Requester requester,
      @Context UriInfo uri,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event,
      @PathParam("relType") Segment relType) {
    return page(requester, uri, room, event, relType, null);
  }

  /** Those of one type, too. */
  @GET
  @Path("/relations/{eventId}/{relType}/{eventType}")
  public JsonOutput ofType(
      @Context Requester requester,
      @Context UriInfo uri,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event,
      @PathParam("relType") Segment relType,
      @PathParam("eventType") Segment type) {
    return page(requester, uri, room, event, relType, type);
  }

  private JsonOutput page(
      Requester requester,
      UriInfo uri,
      RoomId room,
      EventId event,
      @Nullable Segment relType,
      @Nullable Segment type) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    Boolean recurse = query.find("recurse") == null ? null : query.flag("recurse");
    StreamToken from = query.token("from");
    RelationRequest request =
        new RelationRequest(
            event,
            relType == null ? null : relType.value(),
            type == null ? null : type.value(),
            from,
            query.token("to"),
            query.isBackwardsUnlessSaid(),
            query.positiveLimit("limit", DEFAULT_LIMIT),
            Boolean.TRUE.equals(recurse));
    RelatedEvents page = service.page(requester, room, request);
    JsonOutput out = new JsonOutput().ascii("{\"chunk\":");
    writer.array(page.events(), aggregations.of(requester, page.events()), out);
    StreamToken next = page.next();
    if (next != null) {
      out.ascii(",\"next_batch\":").string(StreamTokens.write(next));
    }
    if (from != null) {
      out.ascii(",\"prev_batch\":").string(StreamTokens.write(from));
    }
    if (recurse != null) {
      out.ascii(",\"recursion_depth\":").number(recurse ? RelationService.MAX_DEPTH : 1);
    }
    return out.ascii("}");
  }
}
