package org.matrixee.web.client.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.directory.PublicRoomPage;
import org.matrixee.server.directory.PublicRoomPage.Place;
import org.matrixee.server.directory.PublicRooms;
import org.matrixee.server.directory.rules.PublicRoomFilter;
import org.matrixee.server.directory.rules.RoomSummary;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentParameters;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * The list of public rooms.
 *
 * <p>v1.19: client-server, {@code /publicRooms}.
 */
@Path(CurrentApi.V3 + "/publicRooms")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LIST)
@ApplicationScoped
public class PublicRoomsResource {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;

  @Inject private PublicRooms service;
  @Inject private MatrixConfig config;

  /** A page; anyone may ask. */
  @GET
  public JsonOutput get(@Context UriInfo uri) {
    CurrentParameters query = new CurrentParameters(uri.getQueryParameters());
    requireHere(query.find("server"));
    int limit = checked(query.limit("limit", DEFAULT_LIMIT));
    return answer(service.page(PublicRoomFilter.ALL, since(query.find("since")), limit));
  }

  /** A page of what is looked for. */
  @POST
  @Authenticated
  public JsonOutput post(
      @Context Requester requester,
      @QueryParam("server") @Nullable String server,
      RequestBody body) {
    requireHere(server);
    JsonObject object = body.object();
    JsonValue limit = object.getOrDefault("limit", JsonValue.NULL);
    @Nullable String since = JsonFields.findString(object, "since").orElse(null);
    int most = limit == JsonValue.NULL ? DEFAULT_LIMIT : checked(number(limit));
    PublicRoomFilter filter = filter(object.getOrDefault("filter", JsonValue.NULL));
    boolean everywhere =
        object.containsKey("include_all_networks")
            && JsonFields.requireBoolean(object, "include_all_networks");
    if (JsonFields.findString(object, "third_party_instance_id").isPresent()) {
      if (everywhere) {
        throw JsonFields.bad(
            "The key 'third_party_instance_id' needs 'include_all_networks' to be false.");
      }
      // No other network has brought rooms here.
      return answer(new PublicRoomPage(List.of(), null, null, null));
    }
    return answer(service.page(filter, since(since), most));
  }

  private void requireHere(@Nullable String server) {
    if (server != null && !server.equals(config.serverName().value())) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "This server cannot ask other servers for their rooms.");
    }
  }

  private static @Nullable Place since(@Nullable String token) {
    return token == null ? null : PublicRoomTokens.read(token);
  }

  private static int checked(int limit) {
    if (limit < 1) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "The parameter 'limit' must be 1 or more.");
    }
    return Math.min(MAX_LIMIT, limit);
  }

  private static int number(JsonValue value) {
    if (value instanceof JsonNumber number && number.isIntegral()) {
      return (int) Math.max(0, Math.min(MAX_LIMIT, number.longValue()));
    }
    throw JsonFields.bad("The key 'limit' must hold a number.");
  }

  private static PublicRoomFilter filter(JsonValue value) {
    if (value == JsonValue.NULL) {
      return PublicRoomFilter.ALL;
    }
    if (!(value instanceof JsonObject filter)) {
      throw JsonFields.bad("The key 'filter' must hold an object.");
    }
    String term = JsonFields.findString(filter, "generic_search_term").orElse("");
    JsonValue types = filter.getOrDefault("room_types", JsonValue.NULL);
    return new PublicRoomFilter(
        term.isEmpty() ? null : term, types == JsonValue.NULL ? null : types(types));
  }

  private static Set<String> types(JsonValue value) {
    Set<String> types = new HashSet<>();
    for (JsonValue type : value instanceof JsonArray list ? list : List.of(value)) {
      if (type == JsonValue.NULL) {
        types.add(PublicRoomFilter.NO_TYPE);
      } else if (value instanceof JsonArray && type instanceof JsonString text) {
        types.add(text.getString());
      } else {
        throw JsonFields.bad("The key 'room_types' must hold a list of strings or null.");
      }
    }
    return types;
  }

  private static JsonOutput answer(PublicRoomPage page) {
    JsonOutput out = new JsonOutput().ascii("{\"chunk\":[");
    String separator = "";
    for (RoomSummary room : page.rooms()) {
      write(room, out.ascii(separator));
      separator = ",";
    }
    out.ascii("]");
    token("next_batch", page.next(), out);
    token("prev_batch", page.previous(), out);
    Long total = page.total();
    if (total != null) {
      out.ascii(",\"total_room_count_estimate\":").number(total);
    }
    return out.ascii("}");
  }

  private static void token(String key, @Nullable Place place, JsonOutput out) {
    text(key, place == null ? null : PublicRoomTokens.write(place), out);
  }

  private static void write(RoomSummary room, JsonOutput out) {
    out.ascii("{\"room_id\":").string(room.room().value());
    text("name", room.name(), out);
    text("topic", room.topic(), out);
    text("canonical_alias", room.canonicalAlias(), out);
    text("avatar_url", room.avatarUrl(), out);
    text("join_rule", room.joinRule(), out);
    text("room_type", room.type(), out);
    out.ascii(",\"num_joined_members\":").number(room.joined());
    out.ascii(",\"world_readable\":").ascii(Boolean.toString(room.worldReadable()));
    out.ascii(",\"guest_can_join\":").ascii(Boolean.toString(room.guestCanJoin()));
    out.ascii("}");
  }

  private static void text(String key, @Nullable String value, JsonOutput out) {
    if (value != null) {
      out.ascii(",\"").ascii(key).ascii("\":").string(value);
    }
  }
}
