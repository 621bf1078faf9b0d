package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.room.Membership;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/**
 * Rooms that a user is invited to, or asks to be let in. Needs a running transaction.
 *
 * <p>v1.19: client-server, "Stripped state".
 */
@ApplicationScoped
class RoomsOutside {
  private static final Set<StateTuple> SHOWN =
      Set.of(
          StateTuple.of(EventType.CREATE),
          StateTuple.of(EventType.NAME),
          StateTuple.of(EventType.AVATAR),
          StateTuple.of(EventType.TOPIC),
          StateTuple.of(EventType.JOIN_RULES),
          StateTuple.of(EventType.CANONICAL_ALIAS),
          StateTuple.of(EventType.ENCRYPTION));

  private MembershipStore memberships;
  private EventStore events;
  private StateStore states;

  /** For the container's proxies. */
  protected RoomsOutside() {}

  /** With what it needs. */
  @Inject
  RoomsOutside(MembershipStore memberships, EventStore events, StateStore states) {
    this.memberships = memberships;
    this.events = events;
    this.states = states;
  }

  /**
   * The rooms to which a user stands in some way, as far as the client does not know.
   *
   * @param own how the user's memberships changed, for a client that knows something
   */
  List<RoomOutside> find(SyncScope scope, OwnMemberships own, Membership kind) {
    Collection<StoredEvent> all =
        scope.request().isInitial() ? standing(scope, kind) : own.ending(Set.of(kind));
    // Invites of those who are ignored are not told.
    List<StoredEvent> standing =
        all.stream().filter(event -> !scope.ignored().contains(event.sender().value())).toList();
    Map<Long, Set<StateTuple>> slots = new HashMap<>();
    for (StoredEvent event : standing) {
      Set<StateTuple> shown = new HashSet<>(SHOWN);
      shown.add(StateTuple.member(event.sender()));
      slots.put(event.roomNid(), shown);
    }
    Map<Long, Map<StateTuple, StoredEvent>> state = states.current(slots);
    List<RoomOutside> rooms = new ArrayList<>();
    for (StoredEvent event : standing) {
      if (scope.request().filter().wants(event.room())) {
        Map<StateTuple, StoredEvent> stripped =
            new HashMap<>(state.getOrDefault(event.roomNid(), Map.of()));
        stripped.put(StateBefore.slot(event), event);
        rooms.add(new RoomOutside(event.room(), List.copyOf(stripped.values())));
      }
    }
    return rooms;
  }

  private Collection<StoredEvent> standing(SyncScope scope, Membership kind) {
    List<Long> nids =
        memberships.ofUser(scope.user(), Set.of(kind)).stream()
            .map(RoomMembership::eventNid)
            .toList();
    return events.findAllByNid(nids).values();
  }
}
