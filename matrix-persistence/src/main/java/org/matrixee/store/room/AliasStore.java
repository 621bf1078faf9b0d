package org.matrixee.store.room;

import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.RoomAlias;

/** Aliases of this server, folded. Every method needs a running transaction. */
public interface AliasStore {
  /** What an alias points to. */
  Optional<AliasMapping> find(RoomAlias alias);

  /** All aliases of a room, sorted. */
  List<RoomAlias> ofRoom(long roomNid);

  /**
   * Writes a new alias.
   *
   * @return false if it is taken, also by a transaction that commits at the same time; the running
   *     transaction goes on
   */
  boolean create(AliasMapping mapping);

  /** Makes all aliases of a room those of another. */
  void move(long fromRoomNid, long toRoomNid);

  /** Removes an alias; false if there was none. */
  boolean delete(RoomAlias alias);
}
