package org.matrixee.server.directory;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/** Whether a room is in the public list. */
@Stateless
public class RoomListing {
  private RoomStore rooms;
  private StateStore states;

  /** For the container's proxies. */
  protected RoomListing() {}

  /** With what it needs. */
  @Inject
  public RoomListing(RoomStore rooms, StateStore states) {
    this.rooms = rooms;
    this.states = states;
  }

  /**
   * Whether a room is in the public list.
   *
   * @throws MatrixException M_NOT_FOUND if it is unknown
   */
  public boolean isListed(RoomId room) {
    return get(room).listed();
  }

  /**
   * Puts a room into the public list or takes it out.
   *
   * <p>v1.19: client-server, {@code PUT /directory/list/room}: who may do so is the server's to
   * say. Here it is whoever may say which address the room has, and server administrators.
   *
   * @throws MatrixException M_NOT_FOUND if it is unknown, M_FORBIDDEN
   */
  public void setListed(Requester requester, RoomId id, boolean listed) {
    RoomRecord room = get(id);
    if (!requester.admin() && !mayList(requester.user(), room)) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "Your level in this room does not let you change whether it is in the public list.");
    }
    if (room.listed() != listed) {
      rooms.setListed(room.nid(), listed);
    }
  }

  private boolean mayList(UserId user, RoomRecord room) {
    Set<StateTuple> slots = new HashSet<>(AuthSlots.levels());
    slots.add(StateTuple.member(user));
    StateMap state =
        PublicRooms.decode(
            states.current(Map.of(room.nid(), slots)).getOrDefault(room.nid(), Map.of()));
    RoomRules rules = RoomRules.of(room.version());
    PowerLevels levels = rules.levels().read(state);
    return rules.authorizer(AuthOptions.STRICT).checkJoined(user, state).isAllowed()
        && levels.of(user) >= levels.needed(EventType.CANONICAL_ALIAS, true);
  }

  private RoomRecord get(RoomId room) {
    return rooms
        .find(room)
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such room."));
  }
}
