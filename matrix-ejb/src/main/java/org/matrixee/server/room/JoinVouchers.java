package org.matrixee.server.room;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.authorization.rules.AuthOptions;
import org.matrixee.server.authorization.rules.RestrictedJoin;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.event.rules.RoomRules;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.state.StateStore;

/**
 * Finds who vouches for somebody who wants to join a room, being a member of another.
 *
 * <p>What is read here may have changed when the join is written: the room's rules judge the
 * voucher once more then. Only a user who leaves the other room in just that moment still gets in.
 */
@Stateless
public class JoinVouchers {
  private static final Set<Membership> NEEDS_NOBODY =
      EnumSet.of(Membership.JOIN, Membership.INVITE, Membership.BAN);

  private StateStore states;
  private MembershipStore memberships;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected JoinVouchers() {}

  /** With what it needs. */
  @Inject
  public JoinVouchers(StateStore states, MembershipStore memberships, MatrixConfig config) {
    this.states = states;
    this.memberships = memberships;
    this.config = config;
  }

  /**
   * A member of the room, of this server, who may invite; empty if the user needs none, is in none
   * of the rooms whose members may join, or nobody of ours may invite.
   *
   * @param rules those of the room's version
   */
  public Optional<UserId> find(RoomRef room, AuthRules.EventGraph rules, UserId user) {
    StateMap state =
        read(
            room,
            Set.of(
                StateTuple.of(EventType.CREATE),
                StateTuple.of(EventType.POWER_LEVELS),
                StateTuple.of(EventType.JOIN_RULES)));
    Set<RoomId> allowed = RestrictedJoin.allowedRooms(rules, state);
    if (allowed.isEmpty()
        || memberships
            .find(room.nid(), user)
            .filter(each -> NEEDS_NOBODY.contains(each.membership()))
            .isPresent()
        || memberships.ofUser(user, EnumSet.of(Membership.JOIN)).stream()
            .map(RoomMembership::room)
            .noneMatch(allowed::contains)) {
      return Optional.empty();
    }
    PowerLevels levels = RoomRules.of(room.version()).levels().read(state);
    return candidates(room, levels).stream()
        .filter(member -> levels.of(member) >= levels.invite())
        .findFirst();
  }

  /** Those with levels of their own first; then, if any level will do, some of the others. */
  private Collection<UserId> candidates(RoomRef room, PowerLevels levels) {
    Set<String> named = new HashSet<>(levels.creators());
    named.addAll(levels.users().keySet());
    Set<UserId> ours =
        named.stream()
            .map(UserId::parse)
            .flatMap(Optional::stream)
            .filter(each -> each.server().equals(config.serverName()))
            .filter(each -> levels.of(each) >= levels.invite())
            .collect(Collectors.toSet());
    Set<UserId> found = new LinkedHashSet<>(joined(room, ours));
    if (found.isEmpty() && levels.usersDefault() >= levels.invite()) {
      // All but as many as there are with levels of their own are as good as anybody.
      int enough = named.size() + 1;
      found.addAll(memberships.joinedOf(room.nid(), config.serverName(), enough));
    }
    return found;
  }

  private List<UserId> joined(RoomRef room, Set<UserId> users) {
    Set<StateTuple> slots = users.stream().map(StateTuple::member).collect(Collectors.toSet());
    StateMap members = slots.isEmpty() ? StateMap.EMPTY : read(room, slots);
    return users.stream()
        .filter(
            user ->
                RoomRules.of(room.version())
                    .authorizer(AuthOptions.STRICT)
                    .checkJoined(user, members)
                    .isAllowed())
        .sorted(Comparator.comparing(UserId::value))
        .toList();
  }

  private StateMap read(RoomRef room, Set<StateTuple> slots) {
    Map<StateTuple, Event> events = new HashMap<>();
    Map<StateTuple, StoredEvent> stored =
        states.current(Map.of(room.nid(), slots)).getOrDefault(room.nid(), Map.of());
    stored.forEach((slot, event) -> events.put(slot, EventReader.decode(event)));
    return new StateMap(events);
  }
}
