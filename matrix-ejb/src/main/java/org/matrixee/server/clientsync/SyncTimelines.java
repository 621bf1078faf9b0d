package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.history.Reader;
import org.matrixee.server.history.VisibleEvents;
import org.matrixee.server.sync.LiveStream;
import org.matrixee.store.event.EventStore;

/**
 * The timelines of the rooms that a user is in. Needs a running transaction.
 *
 * <p>What is new comes from the stream, in its order, wholly and once. A client that was away so
 * long that this would be too much gets the newest events of each room instead, and knows by {@code
 * limited} that there is a gap.
 */
@ApplicationScoped
class SyncTimelines {
  /** The most events of the stream that are looked through. */
  private static final int MOST = 1000;

  private LiveStream stream;
  private EventStore events;
  private VisibleEvents visible;

  /** For the container's proxies. */
  protected SyncTimelines() {}

  /** With what it needs. */
  @Inject
  SyncTimelines(LiveStream stream, EventStore events, VisibleEvents visible) {
    this.stream = stream;
    this.events = events;
    this.visible = visible;
  }

  /**
   * What was found.
   *
   * @param timelines of the rooms with something new
   * @param entered the rooms of which the client knows nothing
   * @param own how the user's memberships changed
   * @param membersChanged whether somebody may have entered or left a room of the user's
   */
  record Found(
      Map<Long, RoomTimeline> timelines,
      Set<Long> entered,
      OwnMemberships own,
      boolean membersChanged) {
    /** The rooms whose members may have changed. */
    Set<Long> withMembers(Collection<Long> among) {
      Set<Long> rooms = new HashSet<>(entered);
      for (long room : among) {
        RoomTimeline timeline = timelines.get(room);
        if (timeline != null
            && (timeline.limited()
                || timeline.events().stream().anyMatch(SyncTimelines::isMember))) {
          rooms.add(room);
        }
      }
      return rooms;
    }
  }

  private static boolean isMember(StoredEvent event) {
    return event.type().equals(EventType.MEMBER);
  }

  Found find(SyncScope scope) {
    StreamToken.Live since = scope.request().since();
    if (since == null) {
      List<Long> joined = scope.follower().joinedRoomsAt(scope.upTo());
      return new Found(
          newest(scope, joined), Set.copyOf(joined), OwnMemberships.of(List.of()), false);
    }
    List<StoredEvent> range = stream.events(scope.follower(), since, scope.upTo(), MOST + 1);
    return range.size() > MOST ? afterLongAbsence(scope) : since(scope, range);
  }

  private Found since(SyncScope scope, List<StoredEvent> range) {
    Map<Long, List<StoredEvent>> byRoom = new LinkedHashMap<>();
    List<StoredEvent> own = new ArrayList<>();
    for (StoredEvent event : range) {
      byRoom.computeIfAbsent(event.roomNid(), nid -> new ArrayList<>()).add(event);
      if (LiveStream.isOwnMembership(event, scope.follower())) {
        own.add(event);
      }
    }
    OwnMemberships memberships = OwnMemberships.of(own);
    Set<Long> entered = entered(scope, memberships);
    Map<Long, RoomTimeline> timelines = new HashMap<>(newest(scope, entered));
    byRoom.forEach(
        (room, events) -> {
          if (!entered.contains(room) && scope.follower().isJoinedAt(room, scope.upTo())) {
            List<StoredEvent> wanted = scope.wanted(events);
            if (!wanted.isEmpty()) {
              timelines.put(room, cut(scope, wanted, false));
            }
          }
        });
    boolean membersChanged = range.stream().anyMatch(SyncTimelines::isMember);
    return new Found(timelines, entered, memberships, membersChanged);
  }

  private static Set<Long> entered(SyncScope scope, OwnMemberships memberships) {
    Set<Long> entered = new HashSet<>(memberships.entered());
    entered.removeIf(room -> !scope.follower().isJoinedAt(room, scope.upTo()));
    return entered;
  }

  private Found afterLongAbsence(SyncScope scope) {
    OwnMemberships memberships =
        OwnMemberships.of(
            events.stream(scope.after(), scope.upTo(), List.of(), scope.user(), Integer.MAX_VALUE));
    Set<Long> entered = entered(scope, memberships);
    Map<Long, RoomTimeline> timelines = new HashMap<>();
    newest(scope, scope.follower().joinedRoomsAt(scope.upTo()))
        .forEach(
            (room, timeline) -> {
              if (entered.contains(room)) {
                timelines.put(room, timeline);
              } else {
                addSince(scope, room, timeline, timelines);
              }
            });
    return new Found(timelines, entered, memberships, true);
  }

  /** Of the newest events of a room those that the client does not know. */
  private static void addSince(
      SyncScope scope, long room, RoomTimeline newest, Map<Long, RoomTimeline> timelines) {
    List<StoredEvent> unknown =
        newest.events().stream().filter(event -> event.position() > scope.after()).toList();
    if (!unknown.isEmpty()) {
      boolean all = unknown.size() < newest.events().size();
      timelines.put(room, timeline(scope, unknown, newest.limited() && !all));
    }
  }

  /** The newest events of rooms, as far as the user may see them. */
  private Map<Long, RoomTimeline> newest(SyncScope scope, Collection<Long> rooms) {
    int most = scope.limit() + 1;
    Map<Reader, List<StoredEvent>> pages = new HashMap<>();
    Map<Long, RoomTimeline> timelines = new HashMap<>();
    Map<Long, Boolean> more = new HashMap<>();
    events
        .recent(rooms, most, scope.upTo())
        .forEach(
            (room, page) -> {
              more.put(room, page.size() == most);
              StoredEvent first = page.get(0);
              if (scope.follower().membershipPosition(room) <= first.position()) {
                timelines.put(room, cut(scope, scope.wanted(page), page.size() == most));
              } else {
                pages.put(reader(scope, first), page);
              }
            });
    visible
        .filter(pages)
        .forEach(
            (reader, page) -> {
              long room = reader.room().nid();
              timelines.put(room, cut(scope, scope.wanted(page), more.getOrDefault(room, false)));
            });
    return timelines;
  }

  private static Reader reader(SyncScope scope, StoredEvent event) {
    RoomRef room = new RoomRef(event.roomNid(), event.room(), event.version(), false);
    return new Reader(room, scope.user(), null, Long.MAX_VALUE);
  }

  /** The newest of some events, as many as the client wants. */
  static RoomTimeline cut(SyncScope scope, List<StoredEvent> events, boolean more) {
    int surplus = Math.max(0, events.size() - scope.limit());
    return timeline(scope, events.subList(surplus, events.size()), more || surplus > 0);
  }

  private static RoomTimeline timeline(SyncScope scope, List<StoredEvent> events, boolean limited) {
    return new RoomTimeline(
        events,
        limited,
        events.isEmpty()
            ? scope.now()
            : new StreamToken.Historic(
                new TimelinePosition(events.get(0).depth(), events.get(0).position() - 1)));
  }
}
