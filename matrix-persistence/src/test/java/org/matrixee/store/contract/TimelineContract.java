package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.store.TestRoom;
import org.matrixee.store.TestRoom.Draft;
import org.matrixee.store.event.TimelineQuery;

/** Pages of a room's history, and the newest messages of many rooms. */
interface TimelineContract extends StoresContract {
  /** A room whose events have these places, written in this order; bodies tell the order. */
  private TestRoom room(TimelinePosition... places) {
    return stores()
        .inTransaction(
            () -> {
              TestRoom room = TestRoom.create(stores());
              for (int i = 0; i < places.length; i++) {
                room.append(List.of(message(i).at(places[i].depth(), places[i].position())));
              }
              // Another room at the same places must not show.
              TestRoom other = TestRoom.create(stores());
              other.append(List.of(message(99).at(1, 1)));
              return room;
            });
  }

  private static Draft message(int i) {
    return TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, "" + i);
  }

  private static TimelinePosition at(long depth, long position) {
    return new TimelinePosition(depth, position);
  }

  private TestRoom linear(int events) {
    TimelinePosition[] places = new TimelinePosition[events];
    for (int i = 0; i < events; i++) {
      places[i] = at(i + 1, i + 1);
    }
    return room(places);
  }

  private String page(
      TestRoom room, TimelinePosition from, TimelinePosition to, boolean backwards, int limit) {
    return page(new TimelineQuery(room.nid(), from, to, backwards, Long.MAX_VALUE, limit));
  }

  private String page(TimelineQuery query) {
    return bodies(stores().inTransaction(() -> stores().events().page(query)));
  }

  private static String bodies(List<StoredEvent> events) {
    return String.join(" ", events.stream().map(event -> event.json().toString()).toList());
  }

  @Test
  default void forwardsFromTheOldest() {
    TestRoom room = linear(5);

    assertThat(page(room, null, null, false, 3)).isEqualTo("0 1 2");
    assertThat(page(room, TimelinePosition.START, null, false, 3)).isEqualTo("0 1 2");
    assertThat(page(room, at(3, 3), null, false, 3)).isEqualTo("3 4");
    assertThat(page(room, at(5, 5), null, false, 3)).isEmpty();
  }

  @Test
  default void backwardsFromTheNewest() {
    TestRoom room = linear(5);

    assertThat(page(room, null, null, true, 3)).isEqualTo("4 3 2");
    assertThat(page(room, at(2, 2), null, true, 3)).isEqualTo("1 0");
    assertThat(page(room, TimelinePosition.START, null, true, 3)).isEmpty();
  }

  @Test
  default void stopsAtTheGapTo() {
    TestRoom room = linear(5);

    assertThat(page(room, at(1, 1), at(4, 4), false, 9)).isEqualTo("1 2 3");
    assertThat(page(room, at(4, 4), at(1, 1), true, 9)).isEqualTo("3 2 1");
    assertThat(page(room, null, at(2, 2), false, 9)).isEqualTo("0 1");
    assertThat(page(room, null, at(2, 2), true, 9)).isEqualTo("4 3 2");
    assertThat(page(room, at(4, 4), at(1, 1), false, 9)).isEmpty();
  }

  @Test
  default void gapsNeedNotNameAnEvent() {
    TestRoom room = room(at(2, 20), at(4, 40), at(6, 60));

    assertThat(page(room, at(3, 0), null, false, 9)).isEqualTo("1 2");
    assertThat(page(room, at(4, 39), null, true, 9)).isEqualTo("0");
    assertThat(page(room, at(4, 41), null, true, 9)).isEqualTo("1 0");
  }

  @Test
  default void sameDepthIsOrderedByStreamPosition() {
    TestRoom room = room(at(1, 1), at(2, 4), at(2, 3), at(2, 5), at(3, 2));

    assertThat(page(room, null, null, false, 9)).isEqualTo("0 2 1 3 4");
    assertThat(page(room, at(2, 4), null, false, 9)).isEqualTo("3 4");
    assertThat(page(room, at(2, 4), null, true, 9)).isEqualTo("1 2 0");
  }

  @Test
  default void everyEventOnceWhateverThePageSize() {
    TestRoom room =
        room(at(1, 1), at(2, 4), at(2, 3), at(2, 5), at(3, 2), at(3, -7), at(4, 6), at(9, 8));
    String all = page(room, null, null, false, 100);
    for (int limit = 1; limit <= 9; limit++) {
      List<String> pages = new ArrayList<>();
      TimelinePosition from = null;
      while (true) {
        TimelineQuery query =
            new TimelineQuery(room.nid(), from, null, false, Long.MAX_VALUE, limit);
        List<StoredEvent> page = stores().inTransaction(() -> stores().events().page(query));
        if (page.isEmpty()) {
          break;
        }
        pages.add(bodies(page));
        StoredEvent last = page.get(page.size() - 1);
        from = at(last.depth(), last.position());
      }
      assertThat(String.join(" ", pages)).isEqualTo(all);
    }
  }

  @Test
  default void hidesWhatIsNotReadableYet() {
    TestRoom room = room(at(1, 10), at(2, 30), at(3, 20));

    assertThat(page(new TimelineQuery(room.nid(), null, null, false, 20, 9))).isEqualTo("0 2");
    assertThat(page(new TimelineQuery(room.nid(), null, null, true, 29, 1))).isEqualTo("2");
    assertThat(page(new TimelineQuery(room.nid(), null, null, true, 9, 9))).isEmpty();
  }

  @Test
  default void showsAcceptedEventsOnly() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    int i = 0;
    for (EventStatus status : EventStatus.values()) {
      Draft draft = message(i++).with(status);
      stores().run(() -> room.append(List.of(draft)));
    }

    assertThat(page(room, null, null, false, 9)).isEqualTo("0");
    assertThat(recent(List.of(room), 9, Long.MAX_VALUE)).isEqualTo(Map.of(room.nid(), "0"));
  }

  private Map<Long, String> recent(List<TestRoom> rooms, int perRoom, long upTo) {
    List<Long> nids = rooms.stream().map(TestRoom::nid).toList();
    Map<Long, List<StoredEvent>> found =
        stores().inTransaction(() -> stores().events().recentMessages(nids, perRoom, upTo));
    Map<Long, String> bodies = new HashMap<>();
    found.forEach((nid, events) -> bodies.put(nid, bodies(events)));
    return bodies;
  }

  @Test
  default void recentMessagesOfEachRoomOldestFirst() {
    TestRoom one = linear(5);
    TestRoom two = room(at(1, 1), at(2, 4), at(2, 3));
    TestRoom empty = stores().inTransaction(() -> TestRoom.create(stores()));
    List<TestRoom> rooms = List.of(one, two, empty, one);

    assertThat(recent(rooms, 2, Long.MAX_VALUE))
        .isEqualTo(Map.of(one.nid(), "3 4", two.nid(), "2 1"));
    assertThat(recent(rooms, 9, 3)).isEqualTo(Map.of(one.nid(), "0 1 2", two.nid(), "0 2"));
    assertThat(recent(rooms, 0, Long.MAX_VALUE)).isEmpty();
    assertThat(recent(List.of(), 5, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  default void recentMessagesLeaveOutState() {
    TestRoom room = linear(2);
    stores().run(() -> room.state(EventType.TOPIC, "", "{}"));

    assertThat(recent(List.of(room), 2, Long.MAX_VALUE)).isEqualTo(Map.of(room.nid(), "0 1"));
    assertThat(
            stores()
                .inTransaction(
                    () -> stores().events().recent(List.of(room.nid()), 2, Long.MAX_VALUE))
                .get(room.nid()))
        .extracting(StoredEvent::type)
        .containsExactly(EventType.MESSAGE, EventType.TOPIC);
  }

  /** A database that reuses results must not mix them up. */
  @Test
  default void eachLimitIsAskedForAnew() {
    TestRoom room = linear(5);
    stores()
        .run(
            () -> {
              for (int limit : new int[] {1, 4, 2}) {
                List<Long> rooms = List.of(room.nid());
                assertThat(stores().events().recent(rooms, limit, Long.MAX_VALUE).get(room.nid()))
                    .hasSize(limit);
                assertThat(
                        stores().events().stream(0, Long.MAX_VALUE, rooms, TestRoom.ALICE, limit))
                    .hasSize(limit);
              }
            });
  }
}
