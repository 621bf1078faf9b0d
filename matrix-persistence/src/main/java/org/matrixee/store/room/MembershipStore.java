package org.matrixee.store.room;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;

/**
 * The projection "who is in which room", written by {@code EventStore.append}. Every method needs a
 * running transaction.
 */
public interface MembershipStore {
  /** A user's memberships of the given kinds. */
  List<RoomMembership> ofUser(UserId user, Set<Membership> kinds);

  /** A user's membership of a room, if there ever was one. */
  Optional<RoomMembership> find(long roomNid, UserId user);

  /** Servers with a joined user, for each room. */
  Map<Long, Set<ServerName>> joinedServers(Collection<Long> roomNids);

  /** How many users are joined. */
  long countJoined(long roomNid);
}
