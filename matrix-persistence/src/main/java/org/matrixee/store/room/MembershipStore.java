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

  /** Several users' memberships of the given kinds; one statement. */
  List<RoomMembership> ofUsers(Collection<UserId> users, Set<Membership> kinds);

  /** Which of the given users are joined in a room where this user is joined; one statement. */
  Set<UserId> roomMates(UserId user, Collection<UserId> among);

  /** A user's membership of a room, if there ever was one. */
  Optional<RoomMembership> find(long roomNid, UserId user);

  /** Servers with a joined user, for each room. */
  Map<Long, Set<ServerName>> joinedServers(Collection<Long> roomNids);

  /** Whether a server has a user in the room with one of these memberships. */
  boolean isServerIn(long roomNid, ServerName server, Set<Membership> kinds);

  /**
   * How many users have each membership, for each room; memberships that nobody has are left out.
   */
  Map<Long, Map<Membership, Long>> counts(Collection<Long> roomNids, Set<Membership> kinds);

  /**
   * Who came first, by the place of each one's present membership in the stream.
   *
   * @param except who is left out
   * @param perRoom the most of each room
   */
  Map<Long, List<UserId>> first(
      Collection<Long> roomNids, Set<Membership> kinds, UserId except, int perRoom);

  /** Some of a server's users who are joined, in the order of their names. */
  List<UserId> joinedOf(long roomNid, ServerName server, int limit);

  /** How many users are joined. */
  long countJoined(long roomNid);
}
