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
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.relation.Aggregations;
import org.matrixee.server.relation.RelationService;
import org.matrixee.server.relation.ThreadPage;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/**
 * The threads of a room.
 *
 * <p>v1.19: client-server, "Querying threads in a room".
 */
@Path(CurrentApi.V1 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class ThreadsResource {
  private static final int DEFAULT_LIMIT = 20;

  @Inject private RelationService service;
  @Inject private Aggregations aggregations;
  @Inject private CurrentEventWriter writer;

  /** A page of them, those with the newest events first. */
  @GET
  @Path("/threads")
  public JsonOutput threads(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    boolean participated = isParticipated(query.find("include"));
    int limit = query.positiveLimit("limit", DEFAULT_LIMIT);
    @Nullable Long before = before(query.find("from"));
    ThreadPage page = service.threads(requester, room, participated, before, limit);
    JsonOutput out = new JsonOutput().ascii("{\"chunk\":");
    writer.array(page.roots(), aggregations.of(requester, page.roots()), out);
    Long next = page.next();
    if (next != null) {
      out.ascii(",\"next_batch\":").string(Long.toString(next));
    }
    return out.ascii("}");
  }

  private static boolean isParticipated(@Nullable String include) {
    if (include == null || include.equals("all")) {
      return false;
    }
    if (include.equals("participated")) {
      return true;
    }
    throw new MatrixException(
        ErrorCode.M_INVALID_PARAM, "The parameter 'include' must be 'all' or 'participated'.");
  }

  private static @Nullable Long before(@Nullable String token) {
    if (token == null) {
      return null;
    }
    if (!token.matches("-?[0-9]{1,18}")) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The parameter 'from' is no token of this server.");
    }
    return Long.parseLong(token);
  }
}
