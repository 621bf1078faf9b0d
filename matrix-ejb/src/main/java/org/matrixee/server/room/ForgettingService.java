package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;

/** Lets users forget rooms that they have left. */
@Stateless
public class ForgettingService {
  private static final Set<Membership> OUT = EnumSet.of(Membership.LEAVE, Membership.BAN);

  private RoomRefs rooms;
  private EventStore events;
  private MembershipStore memberships;
  private ForgottenRooms forgotten;
  private Clock clock;

  /** For the container's proxies. */
  protected ForgettingService() {}

  /** With what it needs. */
  @Inject
  public ForgettingService(
      RoomRefs rooms,
      EventStore events,
      MembershipStore memberships,
      ForgottenRooms forgotten,
      Clock clock) {
    this.rooms = rooms;
    this.events = events;
    this.memberships = memberships;
    this.forgotten = forgotten;
    this.clock = clock;
  }

  /**
   * Forgets a room, until the user is invited, knocks or joins again.
   *
   * <p>v1.19: client-server, {@code POST /rooms/{roomId}/forget}.
   *
   * @throws MatrixException M_UNKNOWN if the user has not left it, M_FORBIDDEN if the user was
   *     never there or the room is unknown
   */
  public void forget(Requester requester, RoomId room) {
    RoomRef ref = rooms.get(room);
    // What brings the user back waits until this is written, and removes it then.
    events.lock(List.of(ref.nid()));
    Membership membership =
        memberships.find(ref.nid(), requester.user()).orElseThrow(RoomRefs::notInRoom).membership();
    if (!OUT.contains(membership)) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, "A room can be forgotten only after it has been left.");
    }
    forgotten.forget(requester.user(), ref.nid(), clock.millis());
  }
}
