package org.matrixee.store.memory;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.device.DeviceListStore;
import org.matrixee.store.memory.Tables.InRoom;
import org.matrixee.store.memory.Tables.MembershipRow;

/** Changes of lists of devices in memory. */
final class InMemoryDeviceListStore implements DeviceListStore {
  private final InMemoryKeys rows;

  InMemoryDeviceListStore(InMemoryKeys rows) {
    this.rows = rows;
  }

  @Override
  public void note(UserId user, long position) {
    rows.put(rows.tables().deviceLists, user, position);
  }

  @Override
  public Set<UserId> changed(long afterPos, long uptoPos, Collection<UserId> among) {
    Set<UserId> changed = new HashSet<>(changed(afterPos, uptoPos));
    changed.retainAll(among);
    return changed;
  }

  @Override
  public Set<UserId> changed(long afterPos, long uptoPos) {
    return rows.tables().deviceLists.entrySet().stream()
        .filter(entry -> entry.getValue() > afterPos && entry.getValue() <= uptoPos)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<UserId> met(UserId user, long afterPos, long uptoPos) {
    return roomMates(
        user,
        (own, other) ->
            isIn(own)
                && isIn(other)
                && (isBetween(own, afterPos, uptoPos) || isBetween(other, afterPos, uptoPos)));
  }

  @Override
  public Set<UserId> parted(UserId user, long afterPos, long uptoPos) {
    return roomMates(
        user,
        (own, other) ->
            (isIn(own) && isOut(other) && isBetween(other, afterPos, uptoPos))
                || (isOut(own)
                    && isBetween(own, afterPos, uptoPos)
                    && (isIn(other) || (isOut(other) && other.position() > afterPos))));
  }

  private Set<UserId> roomMates(UserId user, BiPredicate<MembershipRow, MembershipRow> which) {
    Set<UserId> found = new HashSet<>();
    Map<InRoom<UserId>, MembershipRow> memberships = rows.others().memberships;
    memberships.forEach(
        (key, other) -> {
          MembershipRow own = memberships.get(new InRoom<>(key.roomNid(), user));
          if (own != null && !other.user().equals(user) && which.test(own, other)) {
            found.add(other.user());
          }
        });
    return found;
  }

  private static boolean isIn(MembershipRow row) {
    return row.membership() == Membership.JOIN;
  }

  private static boolean isOut(MembershipRow row) {
    return row.membership() == Membership.LEAVE || row.membership() == Membership.BAN;
  }

  private static boolean isBetween(MembershipRow row, long afterPos, long uptoPos) {
    return row.position() > afterPos && row.position() <= uptoPos;
  }
}
