package org.matrixee.web.legacy.client.sync;

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
import org.matrixee.model.id.RoomId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.sync.InitialSync;
import org.matrixee.server.sync.InitialSyncService;
import org.matrixee.server.sync.RoomSync;
import org.matrixee.server.sync.RoomView;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.StreamTokens;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.legacy.client.PageParameters;
import org.matrixee.web.legacy.client.event.LegacyEventWriter;
import org.matrixee.web.legacy.client.event.LevelsForm;
import org.matrixee.web.legacy.client.presence.PresenceEventWriter;

/** {@code GET /initialSync}, of everything and of one room (client-api-v1, 10.3 and 10.4). */
@Path(LegacyApi.V1)
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class InitialSyncResource {
  private static final int DEFAULT_LIMIT = 10;

  @Inject private InitialSyncService service;
  @Inject private LegacyEventWriter writer;
  @Inject private PresenceEventWriter presence;

  /** Everything that a client needs to begin. */
  @GET
  @Path("/initialSync")
  public JsonOutput all(@Context Requester requester, @Context UriInfo uri) {
    InitialSync sync = service.initial(requester, limit(uri));
    JsonOutput out = new JsonOutput();
    out.ascii("{\"end\":").string(StreamTokens.write(sync.end()));
    presence.array(sync.presence(), out.ascii(",\"presence\":")).ascii(",\"rooms\":[");
    LevelsForm levels = LevelsForm.of(uri);
    boolean first = true;
    for (RoomView room : sync.rooms()) {
      write(room, levels, out.ascii(first ? "" : ",")).ascii("}");
      first = false;
    }
    return out.ascii("]}");
  }

  /** What a client needs to begin with one room. */
  @GET
  @Path("/rooms/{roomId}/initialSync")
  public JsonOutput one(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    RoomSync sync = service.initial(requester, room, limit(uri));
    JsonOutput out =
        write(sync.room(), LevelsForm.of(uri), new JsonOutput()).ascii(",\"presence\":");
    return presence.array(sync.presence(), out).ascii("}");
  }

  private static int limit(UriInfo uri) {
    return new PageParameters(uri.getQueryParameters()).limit(DEFAULT_LIMIT);
  }

  /** Appends a room, its object left open. */
  private JsonOutput write(RoomView room, LevelsForm levels, JsonOutput out) {
    out.ascii("{\"room_id\":").string(room.room().value());
    out.ascii(",\"membership\":").string(room.membership().word());
    out.ascii(",\"visibility\":").string(room.listed() ? "public" : "private");
    if (room.inviter() != null) {
      out.ascii(",\"inviter\":").string(room.inviter().value());
    }
    if (room.inside() != null) {
      write(room.inside(), levels, out);
    }
    return out;
  }

  private void write(RoomView.Inside inside, LevelsForm levels, JsonOutput out) {
    String start = StreamTokens.write(inside.start());
    String end = StreamTokens.write(inside.end());
    Chunk.write(writer, inside.messages(), levels, start, end, out.ascii(",\"messages\":"));
    writer.array(inside.state(), levels, out.ascii(",\"state\":"));
  }
}
