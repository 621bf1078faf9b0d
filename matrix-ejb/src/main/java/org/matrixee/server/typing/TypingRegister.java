package org.matrixee.server.typing;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.server.event.RoomEventsAppended;

/**
 * Who is typing. Each says for how long; whoever does not say it again has stopped. Nobody is asked
 * and nothing is kept: a restart forgets it.
 *
 * <p>2015: presence-profile-voip, 9.1.
 */
@ApplicationScoped
public class TypingRegister {
  /** Other servers forget who types unless they hear of it again. */
  static final Duration REPEAT = Duration.ofSeconds(20);

  /** So long a room in which nobody types any more is remembered, for those who ask late. */
  static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int LATE = 3000;

  // Guarded by this object.
  private final Map<Long, Map<UserId, Typist>> rooms = new HashMap<>();
  private final Map<Long, RoomTyping> newest = new HashMap<>();
  private final ConcurrentNavigableMap<Long, RoomTyping> changes = new ConcurrentSkipListMap<>();
  private long emptiedTs;
  private long lookedAt;

  /** Also the position of a token from before a restart is smaller than those to come. */
  private volatile long position;

  private Event<TypingChanged> changed;
  private Clock clock;

  /** Somebody who types. */
  private record Typist(RoomId room, long untilTs, long toldTs) {}

  /** For the container's proxies. */
  protected TypingRegister() {}

  /** With what it needs. */
  @Inject
  public TypingRegister(Event<TypingChanged> changed, Clock clock) {
    this.changed = changed;
    this.clock = clock;
    this.position = clock.millis();
  }

  /** Where the stream of typing stands. */
  public long position() {
    return position;
  }

  /** The rooms in which somebody began or stopped after a position, oldest first. */
  public Collection<RoomTyping> after(long known) {
    return changes.tailMap(known, false).values();
  }

  /** Whether a user is known to type. */
  public synchronized boolean isTyping(long roomNid, UserId user) {
    return rooms.getOrDefault(roomNid, Map.of()).containsKey(user);
  }

  /** A user types, for some time; who may do that in the room is the caller's to know. */
  public void start(long roomNid, RoomId room, UserId user, Duration time) {
    long now = clock.millis();
    TypingChanged event;
    synchronized (this) {
      Map<UserId, Typist> typists = rooms.computeIfAbsent(roomNid, nid -> new LinkedHashMap<>());
      Typist before = typists.get(user);
      boolean due = before == null || now - before.toldTs() >= REPEAT.toMillis();
      long toldTs = due || before == null ? now : before.toldTs();
      typists.put(user, new Typist(room, now + time.toMillis(), toldTs));
      if (!due) {
        return;
      }
      if (before == null) {
        publish(roomNid, room);
      }
      event = new TypingChanged(roomNid, room, user, true, before != null);
    }
    changed.fire(event);
  }

  /** A user does not type any more. */
  public void stop(long roomNid, UserId user) {
    TypingChanged event = remove(roomNid, user);
    if (event != null) {
      changed.fire(event);
    }
  }

  private synchronized @Nullable TypingChanged remove(long roomNid, UserId user) {
    Map<UserId, Typist> typists = rooms.getOrDefault(roomNid, Map.of());
    Typist gone = typists.get(user);
    if (gone == null) {
      return null;
    }
    typists.remove(user);
    publish(roomNid, gone.room());
    if (typists.isEmpty()) {
      rooms.remove(roomNid);
    }
    return new TypingChanged(roomNid, gone.room(), user, false, false);
  }

  private void publish(long roomNid, RoomId room) {
    long next = position + 1;
    RoomTyping now =
        new RoomTyping(
            roomNid, room, List.copyOf(rooms.getOrDefault(roomNid, Map.of()).keySet()), next);
    changes.put(next, now);
    RoomTyping before = newest.put(roomNid, now);
    if (before != null) {
      changes.remove(before.position());
    }
    position = next;
  }

  /** Stops those whose time is over. */
  public void expire() {
    long now = clock.millis();
    List<TypingChanged> over = new ArrayList<>();
    synchronized (this) {
      Map<Long, List<UserId>> late = new HashMap<>();
      rooms.forEach(
          (room, typists) ->
              typists.forEach(
                  (user, typist) -> {
                    if (typist.untilTs() <= now) {
                      late.computeIfAbsent(room, nid -> new ArrayList<>()).add(user);
                    }
                  }));
      late.forEach(
          (room, users) ->
              users.forEach(
                  user -> {
                    TypingChanged event = remove(room, user);
                    if (event != null) {
                      over.add(event);
                    }
                  }));
      forgetOld(now);
    }
    over.forEach(changed::fire);
  }

  /** Rooms in which nobody typed at the last two looks, with a pause between them. */
  private void forgetOld(long now) {
    if (now - emptiedTs < REMEMBERED.toMillis()) {
      return;
    }
    emptiedTs = now;
    long before = lookedAt;
    newest
        .values()
        .removeIf(
            room -> {
              boolean old = room.users().isEmpty() && room.position() <= before;
              if (old) {
                changes.remove(room.position());
              }
              return old;
            });
    lookedAt = position;
  }

  /** Who leaves a room types there no more. */
  void onAppended(@Observes @Priority(LATE) RoomEventsAppended appended) {
    for (RoomEventsAppended.Appended each : appended.events()) {
      if (each.membership() != null && each.membership() != Membership.JOIN) {
        UserId.parse(each.event().stateKey()).ifPresent(user -> stop(each.event().roomNid(), user));
      }
    }
  }
}
