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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.history.CurrentReadService;
import org.matrixee.server.history.EventContext;
import org.matrixee.server.history.VisiblePage;
import org.matrixee.server.history.rules.EventFilter;
import org.matrixee.server.limits.Action;
import org.matrixee.server.relation.Aggregation;
import org.matrixee.server.relation.Aggregations;
import org.matrixee.server.sync.TimelineRequest;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.StreamTokens;

/**
 * The history of rooms.
 *
 * <p>v1.19: client-server, {@code event}, {@code messages} and {@code context} of a room.
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class TimelineResource {
  private static final int DEFAULT_LIMIT = 10;

  @Inject private CurrentReadService service;
  @Inject private Aggregations aggregations;
  @Inject private CurrentEventWriter writer;

  /** One event. */
  @GET
  @Path("/event/{eventId}")
  public JsonOutput event(
      @Context Requester requester,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event) {
    StoredEvent found = service.event(requester, room, event);
    return writer.one(found, aggregations.of(requester, List.of(found)), new JsonOutput());
  }

  /** A page of history. */
  @GET
  @Path("/messages")
  public JsonOutput messages(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    EventFilter filter = query.filter();
    TimelineRequest request =
        new TimelineRequest(
            query.token("from"),
            query.token("to"),
            query.isBackwards(),
            filter.limited(query.limit("limit", DEFAULT_LIMIT)));
    VisiblePage page = service.messages(requester, room, request, filter);
    JsonOutput out = new JsonOutput().ascii("{\"start\":");
    out.string(StreamTokens.write(page.page().start()));
    if (!page.last()) {
      out.ascii(",\"end\":").string(StreamTokens.write(page.page().end()));
    }
    List<StoredEvent> chunk = page.page().events();
    writer.array(chunk, aggregations.of(requester, chunk), out.ascii(",\"chunk\":"));
    if (!page.members().isEmpty()) {
      array("state", page.members(), out);
    }
    return out.ascii("}");
  }

  /** An event and what is around it. */
  @GET
  @Path("/context/{eventId}")
  public JsonOutput context(
      @Context Requester requester,
      @Context UriInfo uri,
      @PathParam("roomId") RoomId room,
      @PathParam("eventId") EventId event) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    EventFilter filter = query.filter();
    int limit = filter.limited(query.limit("limit", DEFAULT_LIMIT));
    EventContext context = service.context(requester, room, event, limit, filter);
    JsonOutput out = new JsonOutput().ascii("{\"start\":");
    out.string(StreamTokens.write(context.start()));
    out.ascii(",\"end\":").string(StreamTokens.write(context.end()));
    List<StoredEvent> all = new ArrayList<>(context.before());
    all.add(context.event());
    all.addAll(context.after());
    Map<EventId, Aggregation> told = aggregations.of(requester, all);
    writer.one(context.event(), told, out.ascii(",\"event\":"));
    writer.array(context.before(), told, out.ascii(",\"events_before\":"));
    writer.array(context.after(), told, out.ascii(",\"events_after\":"));
    array("state", context.state(), out);
    return out.ascii("}");
  }

  private void array(String key, List<StoredEvent> events, JsonOutput out) {
    writer.state(events, out.ascii(",").string(key).ascii(":"));
  }
}
