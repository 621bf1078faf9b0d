package org.matrixee.server.clientsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.RoomVersion;

/** v1.19: client-server, "Syncing": {@code state} is that at the start of the timeline. */
class StateBeforeTest {
  private static StoredEvent event(
      long nid, String type, @Nullable String key, @Nullable Long replaced) {
    return new StoredEvent(
        nid,
        1,
        new RoomId("!room:localhost"),
        RoomVersion.V2014,
        new EventId("$" + nid),
        type,
        key,
        new UserId("@anna:localhost"),
        nid,
        nid,
        nid,
        EventStatus.ACCEPTED,
        null,
        JsonText.of("{}"),
        replaced == null ? null : new StoredEvent.Related(replaced, JsonText.of("{}"), false),
        null);
  }

  private static final StoredEvent CREATE = event(1, "m.room.create", "", null);
  private static final StoredEvent OLD = event(2, "m.room.topic", "", null);
  private static final StoredEvent MIDDLE = event(3, "m.room.topic", "", 2L);
  private static final StoredEvent NEW = event(4, "m.room.topic", "", 3L);
  private static final StoredEvent NAME = event(5, "m.room.name", "", null);
  private static final StoredEvent SAID = event(6, "m.room.message", null, null);

  private static List<StoredEvent> before(List<StoredEvent> after, List<StoredEvent> timeline) {
    StateBefore before = new StateBefore(after, timeline);
    Map<Long, StoredEvent> all = Map.of(2L, OLD, 3L, MIDDLE);
    assertThat(all.keySet()).containsAll(before.wanted());
    return before.events(all);
  }

  @Test
  void withoutStateInTheTimelineNothingChanges() {
    assertThat(before(List.of(CREATE, NEW), List.of(SAID))).containsExactly(CREATE, NEW);
    assertThat(new StateBefore(List.of(CREATE), List.of(SAID)).wanted()).isEmpty();
  }

  @Test
  void whatTheTimelineReplacedIsThereAgain() {
    assertThat(before(List.of(CREATE, NEW), List.of(MIDDLE, SAID, NEW)))
        .containsExactly(CREATE, OLD);
    assertThat(before(List.of(CREATE, NEW), List.of(NEW))).containsExactly(CREATE, MIDDLE);
  }

  @Test
  void whatTheTimelineFilledFirstIsEmpty() {
    assertThat(before(List.of(CREATE, NAME), List.of(NAME))).containsExactly(CREATE);
    assertThat(before(List.of(CREATE, NAME), List.of(CREATE, NAME))).isEmpty();
  }

  @Test
  void slotsThatAreNotAskedForAreLeftOut() {
    assertThat(before(List.of(CREATE), List.of(NEW))).containsExactly(CREATE);
    assertThat(new StateBefore(List.of(CREATE), List.of(NEW)).wanted()).isEmpty();
  }
}
