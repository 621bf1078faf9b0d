package org.matrixee.server.room;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.RoomId;
import org.matrixee.server.authorization.rules.RoomAuthorizer;
import org.matrixee.server.event.RoomRef;

/** Numbers of rooms by their IDs; kept in memory, since they hardly ever change. */
@ApplicationScoped
public class RoomRefs {
  private final Cache<RoomId, RoomRef> known = Caffeine.newBuilder().maximumSize(100_000).build();

  private final Cache<Long, RoomRef> numbered = Caffeine.newBuilder().maximumSize(100_000).build();

  private RoomLookup lookup;

  /** For the container's proxies. */
  protected RoomRefs() {}

  /** With what it needs. */
  @Inject
  public RoomRefs(RoomLookup lookup) {
    this.lookup = lookup;
  }

  /** A room, if this server knows it. */
  public Optional<RoomRef> find(RoomId room) {
    RoomRef cached = known.getIfPresent(room);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<RoomRef> found = lookup.find(room);
    found.ifPresent(ref -> known.put(room, ref));
    return found;
  }

  /** Rooms by their numbers; unknown ones are left out. */
  public Map<Long, RoomRef> byNumber(Collection<Long> nids) {
    Map<Long, RoomRef> found = new HashMap<>(numbered.getAllPresent(nids));
    List<Long> missing = nids.stream().filter(nid -> !found.containsKey(nid)).toList();
    if (!missing.isEmpty()) {
      for (RoomRef ref : lookup.findRooms(missing)) {
        numbered.put(ref.nid(), ref);
        found.put(ref.nid(), ref);
      }
    }
    return found;
  }

  /** A room was put into the public list or taken out, which is the only thing that changes. */
  public void forget(RoomId room) {
    RoomRef ref = known.getIfPresent(room);
    known.invalidate(room);
    if (ref == null) {
      numbered.invalidateAll();
    } else {
      numbered.invalidate(ref.nid());
    }
  }

  /**
   * A room.
   *
   * @throws MatrixException M_FORBIDDEN if it is unknown, with the same text as for a room that the
   *     user is not in, so that existence does not leak (client-api-v1, section 7)
   */
  public RoomRef get(RoomId room) {
    return find(room).orElseThrow(RoomRefs::notInRoom);
  }

  /** The one refusal for rooms that are unknown or closed to the user. */
  public static MatrixException notInRoom() {
    return new MatrixException(ErrorCode.M_FORBIDDEN, RoomAuthorizer.NO_ACCESS);
  }
}
