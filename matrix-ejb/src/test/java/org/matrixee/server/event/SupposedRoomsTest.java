package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.RoomOutcome;

/** What a writer supposes about rooms and requests, and that it may be wrong. */
class SupposedRoomsTest {
  private static final UserId ANNA = new UserId("@anna:localhost");

  private final Engine one = new Engine();
  private final Engine other = new Engine(one.stores);

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void writersOfTwoProcessesMakeOneChain() {
    RoomRef room = one.createRoom(ANNA, null);
    int before = one.history(room).size();
    List<CompletionStage<RoomOutcome>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(one.say(room, ANNA, "one " + i, null));
      answers.add(other.say(room, ANNA, "other " + i, null));
    }
    answers.forEach(Engine::await);

    List<StoredEvent> history = one.history(room);
    assertThat(history).hasSize(before + 200);
    assertThat(history.stream().map(StoredEvent::depth)).doesNotHaveDuplicates();
    assertThat(history.get(history.size() - 1).depth()).isEqualTo(history.size());
  }

  @Test
  void repeatThatThisProcessNeverSawIsRecognized() {
    RoomRef room = one.createRoom(ANNA, null);
    TransactionKey key = new TransactionKey(1, "/send", "m1");
    RoomOutcome first = await(one.say(room, ANNA, "hello", key));
    int size = one.history(room).size();

    CompletionStage<RoomOutcome> fresh = other.say(room, ANNA, "news", null);
    RoomOutcome again = await(other.say(room, ANNA, "hello", key));
    await(fresh);

    assertThat(again).isEqualTo(first);
    assertThat(one.history(room)).hasSize(size + 1);
  }
}
