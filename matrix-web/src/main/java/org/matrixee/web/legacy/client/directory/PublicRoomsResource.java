package org.matrixee.web.legacy.client.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.directory.DirectoryService;
import org.matrixee.server.directory.PublicRoomLine;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code GET /publicRooms} (client-api-v1, 12). */
@Path(LegacyApi.V1 + "/publicRooms")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LIST)
@ApplicationScoped
public class PublicRoomsResource {
  @Inject private DirectoryService service;

  /** The list, never in pages: its tokens are the obsolete words for its two ends. */
  record Answer(String start, String end, List<Line> chunk) {}

  /** A room; {@code name} and {@code topic} null if unset. */
  record Line(
      RoomId roomId,
      @Nullable String name,
      @Nullable String topic,
      List<RoomAlias> aliases,
      long numJoinedMembers) {
    static Line of(PublicRoomLine room) {
      return new Line(room.room(), room.name(), room.topic(), room.aliases(), room.joined());
    }
  }

  /** All public rooms; anyone may ask. */
  @GET
  public Answer get() {
    return new Answer("START", "END", service.publicRooms().stream().map(Line::of).toList());
  }
}
