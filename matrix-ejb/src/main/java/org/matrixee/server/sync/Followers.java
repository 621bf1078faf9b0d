package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.store.room.RoomMembership;

/**
 * The users who follow the stream, by user and by room. A user is loaded once and then kept up to
 * date by the events themselves.
 */
@ApplicationScoped
public class Followers {
  private static final long IDLE_NANOS = Duration.ofMinutes(5).toNanos();

  private final ConcurrentMap<String, Follower> byUser = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Set<Follower>> byRoom = new ConcurrentHashMap<>();

  private SyncReader reader;

  /** For the container's proxies. */
  protected Followers() {}

  /** With what it needs. */
  @Inject
  public Followers(SyncReader reader) {
    this.reader = reader;
  }

  /** The follower of a user; reads the user's rooms if the user was not following. */
  Follower follow(UserId user) {
    while (true) {
      // Known before its rooms are read: a membership that is committed meanwhile is noted as well.
      Follower follower = byUser.computeIfAbsent(user.value(), id -> new Follower(user));
      if (follower.use(System.nanoTime())) {
        if (!follower.isLoaded()) {
          load(follower);
        }
        return follower;
      }
      byUser.remove(user.value(), follower);
    }
  }

  private void load(Follower follower) {
    for (RoomMembership membership : reader.joined(follower.user())) {
      note(follower, membership.roomNid(), true, membership.position());
    }
    follower.markLoaded();
  }

  /** Takes in the membership changes of committed events, before they can be read. */
  void apply(List<Appended> events) {
    for (Appended appended : events) {
      StoredEvent event = appended.event();
      String target = event.stateKey();
      if (appended.membership() != null && target != null) {
        Follower follower = byUser.get(target);
        if (follower != null) {
          boolean joined = appended.membership() == Membership.JOIN;
          note(follower, event.roomNid(), joined, event.position());
        }
      }
    }
  }

  private void note(Follower follower, long roomNid, boolean joined, long position) {
    // One change of a user at a time: else a late removal could undo a newer entry of the index.
    synchronized (follower) {
      follower.note(roomNid, joined, position);
      if (follower.isJoined(roomNid)) {
        enter(roomNid, follower);
      } else {
        leave(roomNid, follower);
      }
    }
  }

  private void enter(long room, Follower follower) {
    byRoom.compute(
        room,
        (nid, followers) -> {
          Set<Follower> present = followers == null ? ConcurrentHashMap.newKeySet() : followers;
          present.add(follower);
          return present;
        });
  }

  private void leave(long room, Follower follower) {
    byRoom.computeIfPresent(
        room,
        (nid, followers) -> {
          followers.remove(follower);
          return followers.isEmpty() ? null : followers;
        });
  }

  /** Who may have to be woken by an event. */
  Collection<Follower> concerned(StoredEvent event) {
    Set<Follower> inRoom = byRoom.getOrDefault(event.roomNid(), Set.of());
    String target = event.stateKey();
    @Nullable Follower self =
        event.type().equals(EventType.MEMBER) && target != null ? byUser.get(target) : null;
    if (self == null || inRoom.contains(self)) {
      return inRoom;
    }
    List<Follower> all = new ArrayList<>(inRoom);
    all.add(self);
    return all;
  }

  /** Forgets users who have not asked for a while. */
  void sweep(long nowNanos) {
    for (Follower follower : byUser.values()) {
      if (follower.retire(nowNanos, IDLE_NANOS)) {
        byUser.remove(follower.user().value(), follower);
        follower.joinedRooms().forEach(room -> leave(room, follower));
      }
    }
  }
}
