package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.matrixee.model.account.Requester;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.JoinRule;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.room.RoomRefs;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/**
 * Who may read what.
 *
 * <p>2014: client-api-v1, 10.5. Needs a running transaction.
 */
@ApplicationScoped
public class RoomAccess {
  private static final StateTuple JOIN_RULES = StateTuple.of(EventType.JOIN_RULES);

  private RoomRefs rooms;
  private MembershipStore memberships;
  private StateStore states;

  /** For the container's proxies. */
  protected RoomAccess() {}

  /** With what it needs. */
  @Inject
  public RoomAccess(RoomRefs rooms, MembershipStore memberships, StateStore states) {
    this.rooms = rooms;
    this.memberships = memberships;
    this.states = states;
  }

  /**
   * The room, for one of its joined users.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN for anyone else
   */
  RoomRef requireJoined(Requester requester, RoomId room) {
    RoomRef ref = rooms.get(room);
    if (membership(requester, ref).orElse(null) != Membership.JOIN) {
      throw RoomRefs.notInRoom();
    }
    return ref;
  }

  /**
   * The room, for someone who may read one slot of its state.
   *
   * @throws org.matrixee.model.error.MatrixException M_FORBIDDEN for anyone else
   */
  RoomRef requireSlot(Requester requester, RoomId room, StateTuple slot) {
    RoomRef ref = rooms.get(room);
    Membership membership = membership(requester, ref).orElse(null);
    boolean allowed =
        membership == Membership.JOIN
            || (membership == Membership.INVITE && isShownToInvited(slot, requester))
            || (membership != Membership.BAN && isPublic(ref));
    if (!allowed) {
      throw RoomRefs.notInRoom();
    }
    return ref;
  }

  private static boolean isShownToInvited(StateTuple slot, Requester requester) {
    return slot.equals(StateTuple.of(EventType.TOPIC))
        || slot.equals(StateTuple.member(requester.user()));
  }

  private boolean isPublic(RoomRef room) {
    Map<Long, Map<StateTuple, StoredEvent>> found =
        states.current(Map.of(room.nid(), Set.of(JOIN_RULES)));
    return Optional.ofNullable(found.getOrDefault(room.nid(), Map.of()).get(JOIN_RULES))
        .map(event -> EventReader.decode(event).content().getString("join_rule", null))
        .flatMap(JoinRule::parse)
        .map(rule -> rule == JoinRule.PUBLIC)
        .orElse(false);
  }

  private Optional<Membership> membership(Requester requester, RoomRef room) {
    return memberships.find(room.nid(), requester.user()).map(RoomMembership::membership);
  }
}
