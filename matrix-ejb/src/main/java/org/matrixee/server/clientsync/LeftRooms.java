package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.history.Reader;
import org.matrixee.server.history.Readers;
import org.matrixee.server.history.RoomStates;
import org.matrixee.server.history.VisibleEvents;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.event.TimelineQuery;
import org.matrixee.store.room.ForgottenRooms;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/**
 * Rooms that a user has left: what happened there until then. They are few, so that each is read
 * for itself. Needs a running transaction.
 */
@ApplicationScoped
class LeftRooms {
  private static final Set<Membership> GONE = Set.of(Membership.LEAVE, Membership.BAN);

  private EventStore events;
  private MembershipStore memberships;
  private VisibleEvents visible;
  private RoomStates states;
  private ForgottenRooms forgottenRooms;

  /** For the container's proxies. */
  protected LeftRooms() {}

  /** With what it needs. */
  @Inject
  LeftRooms(
      EventStore events,
      MembershipStore memberships,
      VisibleEvents visible,
      RoomStates states,
      ForgottenRooms forgottenRooms) {
    this.events = events;
    this.memberships = memberships;
    this.visible = visible;
    this.states = states;
    this.forgottenRooms = forgottenRooms;
  }

  /**
   * The rooms that a user has left since the client looked last; for one that knows nothing, and
   * wants it, those that the user has ever left.
   */
  List<RoomPart> find(SyncScope scope, OwnMemberships own) {
    Collection<StoredEvent> leaving;
    if (!scope.request().isInitial()) {
      leaving = own.ending(GONE);
    } else if (scope.request().filter().includeLeave()) {
      Set<Long> forgotten = forgottenRooms.of(scope.user());
      List<Long> nids =
          memberships.ofUser(scope.user(), GONE).stream()
              .filter(gone -> !forgotten.contains(gone.roomNid()))
              .map(RoomMembership::eventNid)
              .toList();
      leaving = events.findAllByNid(nids).values();
    } else {
      return List.of();
    }
    List<RoomPart> parts = new ArrayList<>();
    for (StoredEvent event : leaving) {
      if (scope.request().filter().wants(event.room())
          && !scope.follower().isJoinedAt(event.roomNid(), scope.upTo())) {
        parts.add(wasIn(event) ? part(scope, event) : refused(event));
      }
    }
    return parts;
  }

  private static boolean wasIn(StoredEvent leaving) {
    StoredEvent.@Nullable Related before = leaving.replaced();
    return before != null
        && Readers.membershipIn(EventReader.decode(leaving, before)) == Membership.JOIN;
  }

  /** Whoever was not inside sees that the invitation is over, and nothing else. */
  private static RoomPart refused(StoredEvent leaving) {
    return part(leaving, new RoomTimeline(List.of(leaving), false, before(leaving)), List.of());
  }

  private RoomPart part(SyncScope scope, StoredEvent leaving) {
    int most = scope.limit() + 1;
    List<StoredEvent> page =
        new ArrayList<>(
            events.page(
                new TimelineQuery(leaving.roomNid(), null, null, true, leaving.position(), most)));
    Collections.reverse(page);
    boolean more = page.size() == most;
    boolean known = page.removeIf(event -> event.position() <= scope.after());
    RoomRef room = new RoomRef(leaving.roomNid(), leaving.room(), leaving.version(), false);
    Reader reader = new Reader(room, scope.user(), null, leaving.position());
    List<StoredEvent> shown = visible.filter(Map.of(reader, page)).get(reader);
    RoomTimeline timeline =
        SyncTimelines.cut(scope, scope.wanted(shown == null ? List.of() : shown), more && !known);
    return part(leaving, timeline, state(scope, leaving, timeline));
  }

  /** Where the client may have missed something, all that was so at the end. */
  private List<StoredEvent> state(SyncScope scope, StoredEvent leaving, RoomTimeline timeline) {
    boolean all = scope.request().isInitial() || timeline.limited();
    if (!all) {
      return scope.request().stateAfter()
          ? timeline.events().stream().filter(StoredEvent::isState).toList()
          : List.of();
    }
    List<StoredEvent> after = states.at(leaving);
    if (scope.request().stateAfter()) {
      return SyncScope.wanted(scope.request().filter().state(), after);
    }
    StateBefore before = new StateBefore(after, timeline.events());
    return SyncScope.wanted(
        scope.request().filter().state(), before.events(events.findAllByNid(before.wanted())));
  }

  private static StreamToken before(StoredEvent event) {
    return new StreamToken.Historic(new TimelinePosition(event.depth(), event.position() - 1));
  }

  private static RoomPart part(
      StoredEvent leaving, RoomTimeline timeline, List<StoredEvent> state) {
    return new RoomPart(leaving.room(), timeline, state, null, List.of(), null, List.of(), null);
  }
}
