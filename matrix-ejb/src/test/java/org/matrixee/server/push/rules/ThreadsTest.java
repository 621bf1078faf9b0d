package org.matrixee.server.push.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matrixee.model.event.Event;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.server.fixtures.GraphRoom;

/** v1.19: client-server, "Threaded read receipts". */
class ThreadsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final GraphRoom ROOM = GraphRoom.of(11);

  private static Event said(String content) {
    return ROOM.event("m.room.message", null, ANNA, content.replace('\'', '"'));
  }

  @Test
  void eventsSayThemselvesInWhichThreadTheyAre() {
    Event in = said("{'m.relates_to': {'rel_type': 'm.thread', 'event_id': '$root'}}");
    assertThat(Threads.of(in)).isEqualTo("$root");
    assertThat(Threads.of(said("{}"))).isEqualTo(Receipt.MAIN);
    assertThat(Threads.of(said("{'m.relates_to': {'rel_type': 'm.thread'}}")))
        .isEqualTo(Receipt.MAIN);
    assertThat(Threads.of(said("{'m.relates_to': {'rel_type': 'm.replace', 'event_id': '$x'}}")))
        .isEqualTo(Receipt.MAIN);
    Event state =
        ROOM.event(
            "org.example",
            "",
            ANNA,
            "{\"m.relates_to\":{\"rel_type\":\"m.thread\",\"event_id\":\"$root\"}}");
    assertThat(Threads.rootOf(state)).isNull();
  }

  @Test
  void receiptsFitTheirThreads() {
    Event in = said("{'m.relates_to': {'rel_type': 'm.thread', 'event_id': '$root'}}");
    Event plain = said("{}");
    Event reaction = said("{'m.relates_to': {'rel_type': 'm.annotation', 'event_id': '$x'}}");
    assertThat(Threads.mayBeIn(in, "$root")).isTrue();
    assertThat(Threads.mayBeIn(in, "$other")).isFalse();
    assertThat(Threads.mayBeIn(in, Receipt.MAIN)).isFalse();
    assertThat(Threads.mayBeIn(plain, Receipt.MAIN)).isTrue();
    assertThat(Threads.mayBeIn(plain, plain.id().value())).isTrue();
    assertThat(Threads.mayBeIn(plain, "$root")).isFalse();
    assertThat(Threads.mayBeIn(reaction, "$root")).isTrue();
  }
}
