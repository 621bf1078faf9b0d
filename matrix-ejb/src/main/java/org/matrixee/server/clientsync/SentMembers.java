package org.matrixee.server.clientsync;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.UserId;

/**
 * Which members each device was told of, so that they are not told with every message again.
 *
 * <p>What an answer told counts when the device comes back with the token of that answer: one that
 * got lost is told again. Whatever is not known any more is told again, too.
 *
 * <p>v1.19: client-server, "Lazy-loading room members".
 */
@ApplicationScoped
class SentMembers {
  /** A device that knows more is told again. */
  private static final int MOST_MEMBERS = 10_000;

  private final Cache<Long, Told> devices =
      Caffeine.newBuilder().maximumSize(5_000).expireAfterAccess(Duration.ofHours(2)).build();

  /**
   * Of the members that a device needs those whom it was not told of; from then on they count as
   * told by the answer under way.
   *
   * @param whole the rooms that the device is told anew
   */
  Map<Long, Set<UserId>> unknown(
      SyncScope scope, Collection<Long> whole, Map<Long, Set<UserId>> needed) {
    if (scope.request().filter().state().redundantMembers()
        || scope.request().filter().timeline().redundantMembers()) {
      return needed;
    }
    return devices
        .get(scope.requester().tokenNid(), nid -> new Told())
        .unknown(scope.request().since(), scope.now(), whole, needed);
  }

  /** What one device was told. */
  private static final class Told {
    /** What it knows for sure. */
    private final Map<Long, Set<UserId>> known = new HashMap<>();

    /** Where it stood when it was told the rest, and the answer that did. */
    private StreamToken.@Nullable Live at;

    private StreamToken.@Nullable Live next;
    private Map<Long, Set<UserId>> rest = Map.of();

    synchronized Map<Long, Set<UserId>> unknown(
        StreamToken.@Nullable Live since,
        StreamToken.Live answer,
        Collection<Long> whole,
        Map<Long, Set<UserId>> needed) {
      if (since != null && since.equals(next)) {
        rest.forEach(
            (room, users) -> known.computeIfAbsent(room, nid -> new HashSet<>()).addAll(users));
      } else if (since == null || !since.equals(at)) {
        known.clear();
      }
      whole.forEach(known::remove);
      if (known.values().stream().mapToInt(Set::size).sum() > MOST_MEMBERS) {
        known.clear();
      }
      Map<Long, Set<UserId>> unknown = new HashMap<>();
      needed.forEach(
          (room, users) -> {
            Set<UserId> untold = new HashSet<>(users);
            untold.removeAll(known.getOrDefault(room, Set.of()));
            if (!untold.isEmpty()) {
              unknown.put(room, untold);
            }
          });
      at = since;
      next = answer;
      rest = unknown;
      return unknown;
    }
  }
}
