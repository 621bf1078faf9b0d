package org.matrixee.server.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;

/**
 * A user who follows the stream, or did so lately: which rooms the user is joined in, and which
 * requests wait. Lives longer than one request, so that a poll costs no query.
 */
public final class Follower {
  private final UserId user;
  private final ConcurrentMap<Long, Joined> rooms = new ConcurrentHashMap<>();
  private final Set<Waiter<?>> waiters = ConcurrentHashMap.newKeySet();
  private final Set<UserId> contacts = ConcurrentHashMap.newKeySet();
  private final Set<UserId> droppedWhileLoading = new HashSet<>();
  private volatile @Nullable ToldPresence presence;
  private volatile boolean loaded;
  private long lastSeenNanos;
  private boolean retired;

  /**
   * Whether the user is in a room, as of a membership event.
   *
   * @param since the event that made it so; later ones may have changed the profile only
   * @param read whether this was read from the database, which does not say since when it is so
   */
  private record Joined(boolean joined, long position, long since, boolean read) {
    Joined then(Joined later) {
      if (later.position < position) {
        return this;
      }
      return later.joined == joined ? new Joined(joined, later.position, since, read) : later;
    }
  }

  Follower(UserId user) {
    this.user = user;
  }

  /** Who it is. */
  public UserId user() {
    return user;
  }

  /**
   * Notes a membership; an older one than is known already is ignored. So the database's answer and
   * the events that are committed meanwhile may arrive in any order.
   */
  void note(long roomNid, boolean joined, long position) {
    rooms.merge(roomNid, new Joined(joined, position, position, false), Joined::then);
  }

  /** Notes a room that the user is in, as read from the database. */
  void noteRead(long roomNid, long position) {
    rooms.merge(roomNid, new Joined(true, position, position, true), Joined::then);
  }

  /**
   * Whether the user was in a room when the stream stood at a position that became readable just
   * now: a change of membership comes in here before its own position does.
   */
  public boolean isJoinedAt(long roomNid, long position) {
    Joined known = rooms.get(roomNid);
    if (known == null) {
      return false;
    }
    return known.joined() ? known.read() || known.since() <= position : known.since() > position;
  }

  /** The rooms that {@link #isJoinedAt} says yes to. */
  public List<Long> joinedRoomsAt(long position) {
    return rooms.keySet().stream().filter(room -> isJoinedAt(room, position)).toList();
  }

  /** The place of the newest event on the user's membership of a room that is known here. */
  public long membershipPosition(long roomNid) {
    Joined known = rooms.get(roomNid);
    return known == null ? Long.MAX_VALUE : known.position();
  }

  /** Whether the user is in a room. */
  public boolean isJoined(long roomNid) {
    Joined known = rooms.get(roomNid);
    return known != null && known.joined();
  }

  /** The rooms that the user entered after a position, up to another. */
  List<Long> entered(long after, long upTo) {
    List<Long> entered = new ArrayList<>();
    rooms.forEach(
        (room, known) -> {
          if (known.joined() && known.since() > after && known.since() <= upTo) {
            entered.add(room);
          }
        });
    return entered;
  }

  /** The rooms that the user is in. */
  public List<Long> joinedRooms() {
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

  /** Takes in whom the user may watch, as read from the database. */
  synchronized Set<UserId> loadContacts(Set<UserId> read) {
    Set<UserId> added = new HashSet<>(read);
    added.removeAll(droppedWhileLoading);
    droppedWhileLoading.clear();
    contacts.addAll(added);
    return added;
  }

  /** Takes in a change of whom the user may watch, which may come before {@link #loadContacts}. */
  synchronized void changeContacts(Set<UserId> added, Set<UserId> removed) {
    contacts.addAll(added);
    contacts.removeAll(removed);
    if (!loaded) {
      droppedWhileLoading.addAll(removed);
      droppedWhileLoading.removeAll(added);
    }
  }

  Set<UserId> contacts() {
    return contacts;
  }

  /**
   * Whether the user may see another's presence.
   *
   * <p>2014: presence-profile-voip, 3.
   */
  boolean seesPresenceOf(Follower other) {
    return user.equals(other.user) || contacts.contains(other.user) || sharesRoomWith(other);
  }

  private boolean sharesRoomWith(Follower other) {
    boolean fewer = rooms.size() <= other.rooms.size();
    Follower less = fewer ? this : other;
    Follower more = fewer ? other : this;
    for (Map.Entry<Long, Joined> room : less.rooms.entrySet()) {
      if (room.getValue().joined() && more.isJoined(room.getKey())) {
        return true;
      }
    }
    return false;
  }

  /** The newest presence of the user that was told; null if none was lately. */
  @Nullable ToldPresence presence() {
    return presence;
  }

  void tell(ToldPresence newest) {
    presence = newest;
  }

  void add(Waiter<?> waiter) {
    waiters.add(waiter);
  }

  void remove(Waiter<?> waiter) {
    waiters.remove(waiter);
  }

  List<Waiter<?>> waiting() {
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

  /**
   * Gives this follower up if nothing waits and nobody used it for a while. Who is not offline
   * stays: others must be able to see who may see it.
   */
  synchronized boolean retire(long nowNanos, long idleNanos) {
    ToldPresence told = presence;
    boolean offline = told == null || told.shown().presence().isOffline();
    retired = retired || (offline && waiters.isEmpty() && nowNanos - lastSeenNanos > idleNanos);
    return retired;
  }
}
