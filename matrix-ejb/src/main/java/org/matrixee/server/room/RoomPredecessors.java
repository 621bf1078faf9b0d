package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomRecord;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/** What has to be known of a room before another is made in its place. */
@Stateless
public class RoomPredecessors {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);

  private RoomStore rooms;
  private MembershipStore memberships;
  private StateStore states;
  private EventStore events;

  /** For the container's proxies. */
  protected RoomPredecessors() {}

  /** With what it needs. */
  @Inject
  public RoomPredecessors(
      RoomStore rooms, MembershipStore memberships, StateStore states, EventStore events) {
    this.rooms = rooms;
    this.memberships = memberships;
    this.states = states;
    this.events = events;
  }

  /**
   * A room as it is.
   *
   * @param state its first event
   * @param last its newest event; null if there is none
   * @param listed whether it is in the public list
   */
  public record Past(StateMap state, @Nullable EventId last, boolean listed) {}

  /**
   * The room, for one of its members.
   *
   * @throws MatrixException M_FORBIDDEN for anyone else
   */
  public Past get(Requester requester, RoomRef room) {
    if (memberships
        .find(room.nid(), requester.user())
        .filter(each -> each.membership() == Membership.JOIN)
        .isEmpty()) {
      throw RoomRefs.notInRoom();
    }
    Map<StateTuple, StoredEvent> first =
        states.current(Map.of(room.nid(), Set.of(CREATE))).getOrDefault(room.nid(), Map.of());
    Map<StateTuple, Event> state = new HashMap<>();
    first.forEach((slot, event) -> state.put(slot, EventReader.decode(event)));
    List<RoomHead.Extremity> tips =
        events.head(room.nid()).map(RoomHead::extremities).orElse(List.of());
    EventId last = tips.isEmpty() ? null : tips.get(0).reference().id();
    boolean listed = rooms.find(room.room()).map(RoomRecord::listed).orElse(false);
    return new Past(new StateMap(state), last, listed);
  }
}
