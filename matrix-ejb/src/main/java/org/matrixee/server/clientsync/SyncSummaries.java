package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.EventReader;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.state.StateStore;

/**
 * How rooms are shown in lists. Needs a running transaction.
 *
 * <p>v1.19: client-server, {@code RoomSummary}, "Calculating the display name for a room".
 */
@ApplicationScoped
class SyncSummaries {
  private static final int HEROES = 5;
  private static final StateTuple NAME = StateTuple.of(EventType.NAME);
  private static final StateTuple ALIAS = StateTuple.of(EventType.CANONICAL_ALIAS);
  private static final Set<Membership> INSIDE = Set.of(Membership.JOIN, Membership.INVITE);
  private static final Set<Membership> OUTSIDE = Set.of(Membership.LEAVE, Membership.BAN);

  private MembershipStore memberships;
  private StateStore states;

  /** For the container's proxies. */
  protected SyncSummaries() {}

  /** With what it needs. */
  @Inject
  SyncSummaries(MembershipStore memberships, StateStore states) {
    this.memberships = memberships;
    this.states = states;
  }

  /** The summaries of rooms, for a user who is not named in them. */
  Map<Long, RoomSummary> of(Collection<Long> rooms, UserId user) {
    if (rooms.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<UserId>> heroes = heroes(unnamed(rooms), user);
    Map<Long, Map<Membership, Long>> counts = memberships.counts(rooms, INSIDE);
    Map<Long, RoomSummary> summaries = new HashMap<>();
    for (long room : rooms) {
      Map<Membership, Long> count = counts.getOrDefault(room, Map.of());
      summaries.put(
          room,
          new RoomSummary(
              heroes.getOrDefault(room, List.of()),
              count.getOrDefault(Membership.JOIN, 0L),
              count.getOrDefault(Membership.INVITE, 0L)));
    }
    return summaries;
  }

  private Map<Long, List<UserId>> heroes(Set<Long> unnamed, UserId user) {
    Map<Long, List<UserId>> heroes =
        new HashMap<>(memberships.first(unnamed, INSIDE, user, HEROES));
    Set<Long> deserted = new HashSet<>(unnamed);
    deserted.removeAll(heroes.keySet());
    if (!deserted.isEmpty()) {
      heroes.putAll(memberships.first(deserted, OUTSIDE, user, HEROES));
    }
    return heroes;
  }

  private Set<Long> unnamed(Collection<Long> rooms) {
    Map<Long, Set<StateTuple>> slots = new HashMap<>();
    rooms.forEach(room -> slots.put(room, Set.of(NAME, ALIAS)));
    Map<Long, Map<StateTuple, StoredEvent>> named = states.current(slots);
    Set<Long> unnamed = new HashSet<>(rooms);
    named.forEach(
        (room, state) -> {
          if (says(state.get(NAME), "name") || says(state.get(ALIAS), "alias")) {
            unnamed.remove(room);
          }
        });
    return unnamed;
  }

  private static boolean says(@Nullable StoredEvent event, String key) {
    return event != null
        && EventReader.decode(event).content().get(key) instanceof JsonString word
        && !word.getString().isEmpty();
  }
}
