package org.matrixee.server.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;

/**
 * A user who follows the stream, or did so lately: which rooms the user is joined in, and which
 * requests wait. Lives longer than one request, so that a poll costs no query.
 */
final class Follower {
  private final UserId user;
  private final ConcurrentMap<Long, Joined> rooms = new ConcurrentHashMap<>();
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private volatile boolean loaded;
  private long lastSeenNanos;
  private boolean retired;

  /** Whether the user is in a room, as of a membership event. */
  private record Joined(boolean joined, long position) {}

  Follower(UserId user) {
    this.user = user;
  }

  UserId user() {
    return user;
  }

  /**
   * Notes a membership; an older one than is known already is ignored. So the database's answer and
   * the events that are committed meanwhile may arrive in any order.
   */
  void note(long roomNid, boolean joined, long position) {
    rooms.merge(
        roomNid,
        new Joined(joined, position),
        (known, added) -> added.position() >= known.position() ? added : known);
  }

  boolean isJoined(long roomNid) {
    Joined known = rooms.get(roomNid);
    return known != null && known.joined();
  }

  List<Long> joinedRooms() {
    List<Long> joined = new ArrayList<>();
    rooms.forEach(
        (room, known) -> {
          if (known.joined()) {
            joined.add(room);
          }
        });
    return joined;
  }

  /**
   * Whether the user's stream shows an event.
   *
   * <p>2014: client-api-v1, 11.1: all events of rooms where the caller is joined at delivery time,
   * and the caller's own membership events in any room.
   */
  boolean sees(StoredEvent event) {
    return isJoined(event.roomNid())
        || (event.type().equals(EventType.MEMBER) && user.value().equals(event.stateKey()));
  }

  void add(Waiter waiter) {
    waiters.add(waiter);
  }

  void remove(Waiter waiter) {
    waiters.remove(waiter);
  }

  List<Waiter> waiting() {
    return List.copyOf(waiters);
  }

  boolean isLoaded() {
    return loaded;
  }

  void markLoaded() {
    loaded = true;
  }

  /** Begins to use this follower; false if it has been given up, then a new one is needed. */
  synchronized boolean use(long nowNanos) {
    lastSeenNanos = nowNanos;
    return !retired;
  }

  /** Gives this follower up if nothing waits and nobody used it for a while. */
  synchronized boolean retire(long nowNanos, long idleNanos) {
    retired = retired || (waiters.isEmpty() && nowNanos - lastSeenNanos > idleNanos);
    return retired;
  }
}
