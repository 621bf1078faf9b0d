package org.matrixee.store.room;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.matrixee.model.id.RoomId;

/** Rooms. Every method needs a running transaction. */
public interface RoomStore {
  /** Writes a new room without events; its number comes from the event store's numbers. */
  void create(RoomRecord room);

  /** A room by its ID. */
  Optional<RoomRecord> find(RoomId room);

  /** Rooms by their numbers; unknown ones are left out. */
  List<RoomRecord> findAll(Collection<Long> nids);

  /** Listed rooms with at least one joined user, the fullest first. */
  List<PublicRoom> listed();

  /** The same without what the rooms say of themselves; of equal ones the oldest first. */
  List<ListedRoom> listedRooms();

  /** Puts a room into the public list or takes it out; false if there is no such room. */
  boolean setListed(long roomNid, boolean listed);
}
