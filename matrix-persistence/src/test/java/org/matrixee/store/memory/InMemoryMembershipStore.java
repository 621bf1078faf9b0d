package org.matrixee.store.memory;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.memory.Tables.InRoom;
import org.matrixee.store.memory.Tables.MembershipRow;
import org.matrixee.store.room.MembershipStore;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.room.RoomRecord;

/** Memberships in memory. */
final class InMemoryMembershipStore implements MembershipStore {
  private final InMemoryStores stores;

  InMemoryMembershipStore(InMemoryStores stores) {
    this.stores = stores;
  }

  @Override
  public List<RoomMembership> ofUser(UserId user, Set<Membership> kinds) {
    return stores.tables().memberships.entrySet().stream()
        .filter(entry -> entry.getKey().key().equals(user))
        .filter(entry -> kinds.contains(entry.getValue().membership()))
        .map(entry -> toMembership(entry.getKey().roomNid(), entry.getValue()))
        .sorted(comparing(RoomMembership::roomNid))
        .toList();
  }

  @Override
  public List<RoomMembership> ofUsers(Collection<UserId> users, Set<Membership> kinds) {
    return users.stream()
        .distinct()
        .flatMap(user -> ofUser(user, kinds).stream())
        .sorted(comparing(RoomMembership::roomNid))
        .toList();
  }

  @Override
  public Set<UserId> roomMates(UserId user, Collection<UserId> among) {
    return ofUser(user, Set.of(Membership.JOIN)).stream()
        .flatMap(membership -> joined(membership.roomNid()))
        .map(MembershipRow::user)
        .filter(among::contains)
        .collect(toSet());
  }

  @Override
  public Optional<RoomMembership> find(long roomNid, UserId user) {
    return Optional.ofNullable(stores.tables().memberships.get(new InRoom<>(roomNid, user)))
        .map(row -> toMembership(roomNid, row));
  }

  private RoomMembership toMembership(long roomNid, MembershipRow row) {
    RoomRecord room = stores.tables().rooms.get(roomNid).record();
    return new RoomMembership(
        roomNid,
        room.room(),
        room.listed(),
        row.user(),
        row.membership(),
        row.sender(),
        row.eventNid(),
        row.position());
  }

  @Override
  public Map<Long, Set<ServerName>> joinedServers(Collection<Long> roomNids) {
    Map<Long, Set<ServerName>> servers = new HashMap<>();
    for (long roomNid : roomNids) {
      Set<ServerName> ofRoom = joined(roomNid).map(row -> row.user().server()).collect(toSet());
      if (!ofRoom.isEmpty()) {
        servers.put(roomNid, ofRoom);
      }
    }
    return servers;
  }

  @Override
  public boolean isServerIn(long roomNid, ServerName server, Set<Membership> kinds) {
    return stores.tables().memberships.entrySet().stream()
        .filter(entry -> entry.getKey().roomNid() == roomNid)
        .map(Map.Entry::getValue)
        .anyMatch(row -> row.user().server().equals(server) && kinds.contains(row.membership()));
  }

  @Override
  public Map<Long, Map<Membership, Long>> counts(Collection<Long> roomNids, Set<Membership> kinds) {
    Map<Long, Map<Membership, Long>> counts = new HashMap<>();
    for (long roomNid : Set.copyOf(roomNids)) {
      Map<Membership, Long> ofRoom =
          of(roomNid, kinds).collect(groupingBy(MembershipRow::membership, counting()));
      if (!ofRoom.isEmpty()) {
        counts.put(roomNid, ofRoom);
      }
    }
    return counts;
  }

  @Override
  public Map<Long, List<UserId>> first(
      Collection<Long> roomNids, Set<Membership> kinds, UserId except, int perRoom) {
    Map<Long, List<UserId>> first = new HashMap<>();
    for (long roomNid : roomNids) {
      List<UserId> users =
          of(roomNid, kinds)
              .filter(row -> !row.user().equals(except))
              .sorted(comparing(MembershipRow::position).thenComparing(row -> row.user().value()))
              .map(MembershipRow::user)
              .limit(perRoom)
              .toList();
      if (!users.isEmpty()) {
        first.put(roomNid, users);
      }
    }
    return first;
  }

  @Override
  public List<UserId> joinedOf(long roomNid, ServerName server, int limit) {
    return joined(roomNid)
        .map(MembershipRow::user)
        .filter(user -> user.server().equals(server))
        .sorted(comparing(UserId::value))
        .limit(limit)
        .toList();
  }

  @Override
  public long countJoined(long roomNid) {
    return joined(roomNid).count();
  }

  private Stream<MembershipRow> joined(long roomNid) {
    return of(roomNid, Set.of(Membership.JOIN));
  }

  private Stream<MembershipRow> of(long roomNid, Set<Membership> kinds) {
    return stores.tables().memberships.entrySet().stream()
        .filter(entry -> entry.getKey().roomNid() == roomNid)
        .map(Map.Entry::getValue)
        .filter(row -> kinds.contains(row.membership()));
  }
}
