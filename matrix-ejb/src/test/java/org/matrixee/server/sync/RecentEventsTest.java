package org.matrixee.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;

/** The newest events in memory: what they cover, in what order, and what is forgotten. */
class RecentEventsTest {
  private final RecentEvents recent = new RecentEvents(5, 10);

  private static StoredEvent at(long position) {
    return new StoredEvent(
        position,
        1,
        new RoomId("!room:localhost"),
        RoomVersion.V2014,
        new EventId("e" + position + "@localhost"),
        "m.room.message",
        null,
        new UserId("@anna:localhost"),
        position,
        position,
        position,
        EventStatus.ACCEPTED,
        null,
        JsonText.of("{}"),
        null,
        null);
  }

  private void add(long... positions) {
    recent.add(LongStream.of(positions).mapToObj(RecentEventsTest::at).toList());
  }

  private List<Long> positions(long after, long upTo) {
    List<StoredEvent> found = recent.range(after, upTo, event -> true, 100);
    return found == null ? null : found.stream().map(StoredEvent::position).toList();
  }

  @Test
  void eventsAreReadInOrderHoweverTheyCame() {
    add(13, 14);
    add(11, 12);
    assertThat(positions(10, 14)).containsExactly(11L, 12L, 13L, 14L);
    assertThat(positions(12, 13)).containsExactly(13L);
  }

  @Test
  void limitAndFilterAreKept() {
    add(11, 12, 13, 14);
    assertThat(recent.range(10, 14, event -> event.position() % 2 == 0, 1))
        .extracting(StoredEvent::position)
        .containsExactly(12L);
  }

  @Test
  void whatLiesBeforeItsBeginningIsLeftToTheDatabase() {
    add(11);
    assertThat(positions(9, 11)).isNull();
    assertThat(recent.covers(10)).isTrue();
  }

  @Test
  void oldestAreForgottenWhenItIsFull() {
    add(11, 12, 13, 14, 15, 16, 17);
    assertThat(positions(11, 17)).isNull();
    assertThat(positions(12, 17)).containsExactly(13L, 14L, 15L, 16L, 17L);
  }

  @Test
  void redactionForgetsEverythingBefore() {
    add(11, 12, 13);
    recent.forgetUpTo(12);
    assertThat(positions(11, 13)).isNull();
    assertThat(positions(12, 13)).containsExactly(13L);
  }
}
