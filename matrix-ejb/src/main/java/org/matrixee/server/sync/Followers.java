package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.event.RoomEventsAppended.Restored;
import org.matrixee.server.presence.PresenceListChanged;
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
  private final ConcurrentMap<UserId, Set<Follower>> byContact = new ConcurrentHashMap<>();

  private SyncReader reader;

  /** For the container's proxies. */
  protected Followers() {}

  /** With what it needs. */
  @Inject
  public Followers(SyncReader reader) {
    this.reader = reader;
  }

  /** The follower of a user; reads what is known of the user if that was not following. */
  public Follower follow(UserId user) {
    while (true) {
      // Known before its rooms are read: a membership that is committed meanwhile is noted as well.
      Follower follower = byUser.computeIfAbsent(user.value(), id -> new Follower(user));
      if (follower.use(System.nanoTime())) {
        if (!follower.isLoaded()) {
          load(List.of(follower));
        }
        return follower;
      }
      byUser.remove(user.value(), follower);
    }
  }

  /** Makes users follow who do not yet; a few statements, however many they are. */
  void prepare(Collection<UserId> users) {
    List<Follower> unknown = new ArrayList<>();
    for (UserId user : users) {
      Follower follower = byUser.computeIfAbsent(user.value(), id -> new Follower(user));
      if (!follower.isLoaded()) {
        unknown.add(follower);
      }
    }
    if (!unknown.isEmpty()) {
      load(unknown);
    }
  }

  private void load(List<Follower> unknown) {
    SyncReader.Known known = reader.load(unknown.stream().map(Follower::user).toList());
    Map<UserId, Follower> followers =
        unknown.stream().collect(Collectors.toMap(Follower::user, Function.identity()));
    for (RoomMembership membership : known.rooms()) {
      Follower follower = followers.get(membership.user());
      if (follower != null) {
        synchronized (follower) {
          follower.noteRead(membership.roomNid(), membership.position());
          index(follower, membership.roomNid());
        }
      }
    }
    for (Follower follower : unknown) {
      synchronized (follower) {
        Set<UserId> contacts = known.contacts().getOrDefault(follower.user(), Set.of());
        follower.loadContacts(contacts).forEach(contact -> enter(byContact, contact, follower));
        follower.markLoaded();
      }
    }
  }

  /** Takes in whom a user may watch from now on. */
  void onListChanged(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) PresenceListChanged changed) {
    Follower follower = byUser.get(changed.observer().value());
    if (follower != null) {
      synchronized (follower) {
        follower.changeContacts(changed.added(), changed.removed());
        changed.added().forEach(contact -> enter(byContact, contact, follower));
        changed.removed().forEach(contact -> leave(byContact, contact, follower));
      }
    }
  }

  /** Takes in memberships that changed without an event of their own. */
  void restore(List<Restored> restored, long position) {
    for (Restored each : restored) {
      Follower follower = byUser.get(each.user().value());
      if (follower != null) {
        note(follower, each.roomNid(), each.membership() == Membership.JOIN, position);
      }
    }
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
      index(follower, roomNid);
    }
  }

  private void index(Follower follower, long roomNid) {
    if (follower.isJoined(roomNid)) {
      enter(byRoom, roomNid, follower);
    } else {
      leave(byRoom, roomNid, follower);
    }
  }

  private static <K> void enter(ConcurrentMap<K, Set<Follower>> index, K key, Follower follower) {
    index.compute(
        key,
        (same, followers) -> {
          Set<Follower> present = followers == null ? ConcurrentHashMap.newKeySet() : followers;
          present.add(follower);
          return present;
        });
  }

  private static <K> void leave(ConcurrentMap<K, Set<Follower>> index, K key, Follower follower) {
    index.computeIfPresent(
        key,
        (same, followers) -> {
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

  /** Everyone who may see a user's presence, some perhaps several times. */
  void forEachViewer(Follower changed, Consumer<Follower> action) {
    action.accept(changed);
    byContact.getOrDefault(changed.user(), Set.of()).forEach(action);
    for (long room : changed.joinedRooms()) {
      byRoom.getOrDefault(room, Set.of()).forEach(action);
    }
  }

  /** The follower of a user, if the user follows. */
  @Nullable Follower find(UserId user) {
    return byUser.get(user.value());
  }

  /** The followers who are joined in a room. */
  Set<Follower> inRoom(long room) {
    return byRoom.getOrDefault(room, Set.of());
  }

  /**
   * Forgets users who have not asked for a while.
   *
   * @param forgotten is told of each
   */
  void sweep(long nowNanos, Consumer<Follower> forgotten) {
    for (Follower follower : byUser.values()) {
      if (follower.retire(nowNanos, IDLE_NANOS)) {
        byUser.remove(follower.user().value(), follower);
        follower.joinedRooms().forEach(room -> leave(byRoom, room, follower));
        follower.contacts().forEach(contact -> leave(byContact, contact, follower));
        forgotten.accept(follower);
      }
    }
  }
}
