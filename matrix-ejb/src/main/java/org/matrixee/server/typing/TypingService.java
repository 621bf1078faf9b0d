package org.matrixee.server.typing;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Duration;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.room.MembershipStore;

/** Users say that they type. */
@Stateless
public class TypingService {
  /** Whoever types longer says so again. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private TypingRegister register;
  private RoomRefs rooms;
  private MembershipStore memberships;

  /** For the container's proxies. */
  protected TypingService() {}

  /** With what it needs. */
  @Inject
  public TypingService(TypingRegister register, RoomRefs rooms, MembershipStore memberships) {
    this.register = register;
    this.rooms = rooms;
    this.memberships = memberships;
  }

  /**
   * The requester types, for a time that is cut to what is allowed.
   *
   * @throws MatrixException M_FORBIDDEN for another user, or outside of the room
   */
  public void start(Requester requester, RoomId room, UserId user, Duration time) {
    RoomRef ref = requireJoined(requester, room, user);
    Duration cut = time.compareTo(LONGEST) > 0 ? LONGEST : time;
    register.start(ref.nid(), ref.room(), requester.user(), cut);
  }

  /**
   * The requester does not type any more.
   *
   * @throws MatrixException as {@link #start}
   */
  public void stop(Requester requester, RoomId room, UserId user) {
    register.stop(requireJoined(requester, room, user).nid(), requester.user());
  }

  private RoomRef requireJoined(Requester requester, RoomId room, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user.");
    }
    RoomRef ref = rooms.get(room);
    boolean joined =
        memberships
            .find(ref.nid(), user)
            .filter(found -> found.membership() == Membership.JOIN)
            .isPresent();
    if (!joined) {
      throw RoomRefs.notInRoom();
    }
    return ref;
  }
}
