package org.matrixee.server.directory;

import java.util.List;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;

/**
 * What an alias resolves to.
 *
 * @param servers servers that are in the room and can be joined through
 */
public record AliasTarget(RoomId room, List<ServerName> servers) {
  /** Copies the list. */
  public AliasTarget {
    servers = List.copyOf(servers);
  }
}
