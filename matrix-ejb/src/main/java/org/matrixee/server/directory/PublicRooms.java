package org.matrixee.server.directory;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.server.directory.PublicRoomPage.Place;
import org.matrixee.server.directory.rules.PublicRoomFilter;
import org.matrixee.server.directory.rules.RoomSummary;
import org.matrixee.server.event.EventReader;
import org.matrixee.store.room.ListedRoom;
import org.matrixee.store.room.RoomStore;
import org.matrixee.store.state.StateStore;

/**
 * The list of public rooms in pages, the fullest first. One statement finds the rooms, another one
 * what they say of themselves; only who looks for something rare needs more of the latter.
 */
@Stateless
public class PublicRooms {
  /** How many rooms are looked at with one statement. */
  private static final int PORTION = 200;

  private static final Comparator<ListedRoom> FULLEST_FIRST =
      Comparator.comparingLong(ListedRoom::joined).reversed().thenComparingLong(ListedRoom::nid);

  private RoomStore rooms;
  private StateStore states;

  /** For the container's proxies. */
  protected PublicRooms() {}

  /** With what it needs. */
  @Inject
  public PublicRooms(RoomStore rooms, StateStore states) {
    this.rooms = rooms;
    this.states = states;
  }

  /** A room of the list. */
  private record Line(ListedRoom room, RoomSummary summary) {
    Place place(boolean backwards) {
      return new Place(backwards, room.joined(), room.nid());
    }
  }

  /**
   * A page.
   *
   * @param since where to begin; null at the fullest room
   * @param limit the most rooms, 1 or more
   */
  public PublicRoomPage page(PublicRoomFilter filter, @Nullable Place since, int limit) {
    List<ListedRoom> all = rooms.listedRooms();
    boolean backwards = since != null && since.backwards();
    List<ListedRoom> candidates = since == null ? all : beside(all, since);
    List<Line> found = find(candidates, filter, limit + 1);
    boolean more = found.size() > limit;
    List<Line> page = new ArrayList<>(more ? found.subList(0, limit) : found);
    if (backwards) {
      Collections.reverse(page);
    }
    Place next = null;
    Place previous = null;
    if (!page.isEmpty()) {
      // Backwards there is always the page that one comes from.
      next = backwards || more ? page.get(page.size() - 1).place(false) : null;
      previous = backwards ? (more ? page.get(0).place(true) : null) : before(page, since);
    }
    List<RoomSummary> summaries = page.stream().map(Line::summary).toList();
    return new PublicRoomPage(
        summaries, next, previous, filter.isEmpty() ? (long) all.size() : null);
  }

  private static @Nullable Place before(List<Line> page, @Nullable Place since) {
    return since == null ? null : page.get(0).place(true);
  }

  /** The rooms on one side of a place, the nearest first. */
  private static List<ListedRoom> beside(List<ListedRoom> all, Place since) {
    List<ListedRoom> side = new ArrayList<>();
    for (ListedRoom room : all) {
      int order = compare(room, since);
      if (since.backwards() ? order < 0 : order > 0) {
        side.add(room);
      }
    }
    if (since.backwards()) {
      Collections.reverse(side);
    }
    return side;
  }

  private static int compare(ListedRoom room, Place place) {
    ListedRoom there = new ListedRoom(place.nid(), room.room(), place.joined());
    return FULLEST_FIRST.compare(room, there);
  }

  private List<Line> find(List<ListedRoom> candidates, PublicRoomFilter filter, int most) {
    int portion = filter.isEmpty() ? most : Math.max(most, PORTION);
    List<Line> found = new ArrayList<>();
    for (int at = 0; at < candidates.size() && found.size() < most; at += portion) {
      List<ListedRoom> some = candidates.subList(at, Math.min(candidates.size(), at + portion));
      for (Line line : describe(some)) {
        if (found.size() < most && filter.wants(line.summary())) {
          found.add(line);
        }
      }
    }
    return found;
  }

  private List<Line> describe(List<ListedRoom> some) {
    Map<Long, Set<StateTuple>> slots =
        some.stream().collect(Collectors.toMap(ListedRoom::nid, room -> RoomSummary.SLOTS));
    Map<Long, Map<StateTuple, StoredEvent>> state = states.current(slots);
    return some.stream()
        .map(
            room ->
                new Line(
                    room,
                    RoomSummary.of(
                        room.room(),
                        room.joined(),
                        decode(state.getOrDefault(room.nid(), Map.of())))))
        .toList();
  }

  static StateMap decode(Map<StateTuple, StoredEvent> stored) {
    Map<StateTuple, Event> events = new HashMap<>();
    stored.forEach((slot, event) -> events.put(slot, EventReader.decode(event)));
    return new StateMap(events);
  }
}
