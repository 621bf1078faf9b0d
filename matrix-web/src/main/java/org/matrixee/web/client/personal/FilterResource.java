package org.matrixee.web.client.personal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.personal.FilterService;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.common.Segment;

/**
 * Filters that clients upload once and name afterwards.
 *
 * <p>v1.19: client-server, "Filtering".
 */
@Path(CurrentApi.V3 + "/user/{userId}/filter")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class FilterResource {
  @Inject private FilterService service;

  /** Keeps a filter. */
  @POST
  @Limited(Action.CHANGE)
  public JsonOutput upload(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    String id = service.upload(requester, user, body.object());
    return new JsonOutput().ascii("{\"filter_id\":").string(id).ascii("}");
  }

  /** A filter. */
  @GET
  @Path("/{filterId}")
  @Limited(Action.READ)
  public byte[] get(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("filterId") Segment filter) {
    return service.get(requester, user, filter.value()).sharedBytes();
  }
}
