package org.matrixee.server.federation.presence;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.presence.PresenceRegister;
import org.matrixee.store.account.AccountStore;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceListStore.ObservingServer;
import org.matrixee.store.presence.PresenceStore;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;

/**
 * The short transactions of presence across servers: a few statements each, however many users.
 *
 * <p>2014: presence-profile-voip, 3: who shares a room, and who was accepted.
 */
@Stateless
public class PresenceReader {
  private MatrixConfig config;
  private ServersOfRooms roomServers;
  private PresenceRegister register;
  private PresenceStore presences;
  private PresenceListStore lists;
  private MembershipStore memberships;
  private AccountStore accounts;

  /** For the container's proxies. */
  protected PresenceReader() {}

  /** With what it needs. */
  @Inject
  public PresenceReader(
      MatrixConfig config,
      ServersOfRooms roomServers,
      PresenceRegister register,
      PresenceStore presences,
      PresenceListStore lists,
      MembershipStore memberships,
      AccountStore accounts) {
    this.config = config;
    this.roomServers = roomServers;
    this.register = register;
    this.presences = presences;
    this.lists = lists;
    this.memberships = memberships;
    this.accounts = accounts;
  }

  /**
   * Which other servers are told of users of this one: those in their rooms, and those watching.
   */
  public Map<UserId, Set<ServerName>> audience(Collection<UserId> ours) {
    return servers(ours, false);
  }

  private Map<UserId, Set<ServerName>> servers(Collection<UserId> users, boolean evenIfUnwatched) {
    List<RoomMembership> joined = memberships.ofUsers(users, Set.of(Membership.JOIN));
    Map<Long, Set<ServerName>> inRooms =
        roomServers.of(
            joined.stream().map(RoomMembership::roomNid).collect(Collectors.toSet()),
            memberships::joinedServers);
    Map<UserId, Set<ServerName>> found = new HashMap<>();
    for (RoomMembership membership : joined) {
      found
          .computeIfAbsent(membership.user(), user -> new HashSet<>())
          .addAll(inRooms.getOrDefault(membership.roomNid(), Set.of()));
    }
    for (ObservingServer observing : lists.observingServers(users)) {
      if (observing.watches() || evenIfUnwatched) {
        found
            .computeIfAbsent(observing.observed(), user -> new HashSet<>())
            .add(observing.server());
      }
    }
    found.values().forEach(servers -> servers.remove(config.serverName()));
    return found;
  }

  /** Which users of other servers somebody here may see. */
  public Set<UserId> wanted(Collection<UserId> theirs) {
    Set<UserId> wanted = new HashSet<>(lists.observedAmong(theirs));
    List<UserId> rest = theirs.stream().filter(user -> !wanted.contains(user)).toList();
    List<RoomMembership> joined = memberships.ofUsers(rest, Set.of(Membership.JOIN));
    Map<Long, Set<ServerName>> inRooms =
        roomServers.of(
            joined.stream().map(RoomMembership::roomNid).collect(Collectors.toSet()),
            memberships::joinedServers);
    for (RoomMembership membership : joined) {
      if (inRooms.getOrDefault(membership.roomNid(), Set.of()).contains(config.serverName())) {
        wanted.add(membership.user());
      }
    }
    return wanted;
  }

  /**
   * Takes a server's wishes for what they are worth: it may watch whom it may see.
   *
   * @return those whom it wants to watch and may, as they are now
   */
  public List<UserPresence> watch(
      ServerName server, Collection<UserId> polled, Collection<UserId> unpolled) {
    lists.watch(server, unpolled, false);
    if (polled.isEmpty()) {
      return List.of();
    }
    Map<UserId, Set<ServerName>> servers = servers(polled, true);
    List<UserId> visible =
        polled.stream()
            .filter(user -> servers.getOrDefault(user, Set.of()).contains(server))
            .toList();
    lists.watch(server, visible, true);
    return current(visible);
  }

  private List<UserPresence> current(List<UserId> users) {
    Map<UserId, Presence> kept = presences.find(users);
    Map<UserId, Account> named = accounts.findAll(users);
    List<UserPresence> found = new ArrayList<>(users.size());
    for (UserId user : users) {
      @Nullable Account account = named.get(user);
      if (account != null) {
        found.add(
            new UserPresence(
                user,
                register.current(user, kept.getOrDefault(user, Presence.NEVER)),
                account.displayName(),
                account.avatarUrl()));
      }
    }
    return found;
  }

  /** Users of this server who are not offline, or changed after a position; the newest first. */
  public List<UserPresence> ofOurs(long after, int limit) {
    return presences.ofOurs(after, limit);
  }

  /** Users of this server in rooms who are not offline. */
  public List<UserPresence> awakeIn(Collection<Long> rooms) {
    return presences.all(new PresenceAudience(List.copyOf(rooms), List.of())).stream()
        .filter(shown -> !shown.presence().isOffline())
        .filter(shown -> shown.user().server().equals(config.serverName()))
        .toList();
  }

  /** Whom users of this server may watch on others. */
  public Set<UserId> observedOn(Collection<ServerName> servers) {
    return lists.observedOn(config.serverName(), servers);
  }

  /** The other servers on which users of this one may watch somebody. */
  public Set<ServerName> observedServers() {
    Set<ServerName> servers = new HashSet<>(lists.observedServers());
    servers.remove(config.serverName());
    return servers;
  }
}
