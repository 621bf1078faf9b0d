package org.matrixee.server.federation.typing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.federation.presence.ServersOfRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/** The short transactions of typing across servers. */
@Stateless
public class TypingReader {
  private ServersOfRooms roomServers;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected TypingReader() {}

  /** With what it needs. */
  @Inject
  public TypingReader(ServersOfRooms roomServers, MembershipStore memberships) {
    this.roomServers = roomServers;
    this.memberships = memberships;
  }

  /** The number of a room, if a user is joined there. */
  public Optional<Long> findJoined(RoomId room, UserId user) {
    return memberships.ofUser(user, Set.of(Membership.JOIN)).stream()
        .filter(membership -> membership.room().equals(room))
        .map(RoomMembership::roomNid)
        .findFirst();
  }

  /** The servers in a room, this one too. */
  public Set<ServerName> servers(long roomNid) {
    return roomServers
        .of(List.of(roomNid), memberships::joinedServers)
        .getOrDefault(roomNid, Set.of());
  }
}
