package org.matrixee.web.client.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.history.CurrentReadService;
import org.matrixee.server.history.MemberQuery;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/**
 * Who is in rooms.
 *
 * <p>v1.19: client-server, {@code members}, {@code joined_members}.
 */
@Path(CurrentApi.V3 + "/rooms/{roomId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.READ)
@ApplicationScoped
public class MembersResource {
  @Inject private CurrentReadService service;
  @Inject private CurrentEventWriter writer;

  /** The member events of a room. */
  @GET
  @Path("/members")
  public JsonOutput members(
      @Context Requester requester, @Context UriInfo uri, @PathParam("roomId") RoomId room) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    MemberQuery wanted =
        new MemberQuery(
            query.token("at"), query.membership("membership"), query.membership("not_membership"));
    List<StoredEvent> members = service.members(requester, room, wanted);
    return writer.array(members, new JsonOutput().ascii("{\"chunk\":")).ascii("}");
  }

  /** Who is in a room, by user. */
  @GET
  @Path("/joined_members")
  public JsonOutput joined(@Context Requester requester, @PathParam("roomId") RoomId room) {
    JsonOutput out = new JsonOutput().ascii("{\"joined\":{");
    boolean first = true;
    for (StoredEvent member : service.joined(requester, room)) {
      out.ascii(first ? "" : ",").string(Objects.requireNonNull(member.stateKey()));
      out.ascii(":{");
      writeDisplay(EventReader.decode(member).content(), out);
      out.ascii("}");
      first = false;
    }
    return out.ascii("}}");
  }

  private static void writeDisplay(JsonObject content, JsonOutput out) {
    boolean named = content.get("displayname") instanceof JsonString;
    if (named) {
      out.ascii("\"display_name\":").string(content.getString("displayname"));
    }
    if (content.get("avatar_url") instanceof JsonString avatar) {
      out.ascii(named ? "," : "").ascii("\"avatar_url\":").string(avatar.getString());
    }
  }
}
