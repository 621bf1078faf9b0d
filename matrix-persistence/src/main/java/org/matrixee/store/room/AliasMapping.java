package org.matrixee.store.room;

import java.util.List;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;

/**
 * What an alias of this server points to.
 *
 * @param alias folded
 * @param roomNid the room's number
 * @param servers servers recorded with the alias
 * @param creator who made it
 */
public record AliasMapping(
    RoomAlias alias, long roomNid, RoomId room, List<ServerName> servers, UserId creator) {

  /** Copies the list. */
  public AliasMapping {
    servers = List.copyOf(servers);
  }
}
