package org.matrixee.web.legacy.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.EventId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.sync.RoomReadService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code GET /events/{eventId}} (client-api-v1, 11.2). */
@Path(LegacyApi.V1 + "/events/{eventId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class EventResource {
  @Inject private RoomReadService service;
  @Inject private LegacyEventWriter writer;

  /** One event. */
  @GET
  public JsonOutput get(
      @Context Requester requester, @Context UriInfo uri, @PathParam("eventId") EventId event) {
    return writer.one(service.event(requester, event), LevelsForm.of(uri), new JsonOutput());
  }
}
