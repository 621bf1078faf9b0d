package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.TransactionKey;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.room.RoomOutcome;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.StaleWriteException;
import org.matrixee.store.TestRoom;
import org.matrixee.store.account.RequestAnswers;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;

/** Writing to a room without asking for it first. */
interface SupposedRoomContract extends StoresContract {
  private RoomHead next(RoomHead head) {
    return new RoomHead(head.revision() + 1, head.depth() + 1, head.snapshot(), head.extremities());
  }

  private RoomAppend append(TestRoom room, RoomHead head) {
    RoomLock lock = stores().events().suppose(room.nid(), room.id(), RoomVersion.V2014, head);
    return new RoomAppend(lock, List.of(), next(head), List.of());
  }

  private RoomHead head(TestRoom room) {
    return stores().inTransaction(room::head);
  }

  @Test
  default void supposedRoomThatIsAsItWasIsWritten() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    stores().run(() -> room.message("{}"));
    RoomHead before = head(room);

    stores().run(() -> stores().events().append(List.of(append(room, before))));

    assertThat(head(room)).isEqualTo(next(before));
  }

  @Test
  default void supposedRoomsThatHaveMovedOnFailTogether() {
    TestRoom moved = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom still = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomHead movedBefore = head(moved);
    RoomHead stillBefore = head(still);
    stores().run(() -> moved.message("{}"));
    RoomHead movedAfter = head(moved);

    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () ->
                            stores()
                                .events()
                                .append(
                                    List.of(
                                        append(still, stillBefore), append(moved, movedBefore)))))
        .isInstanceOf(StaleWriteException.class);

    assertThat(head(still)).isEqualTo(stillBefore);
    assertThat(head(moved)).isEqualTo(movedAfter);
  }

  @Test
  default void requestThatWasAnsweredAlreadyMakesTheAppendFail() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomHead before = head(room);
    TransactionKey key = new TransactionKey(7, "/send", "again");
    RoomOutcome outcome = new RoomOutcome(new RoomId("!other:example.org"), null, null);
    RequestAnswers answers = new RequestAnswers(Map.of(key, outcome), 5);
    stores().run(() -> stores().clientTransactions().remember(answers));

    assertThatThrownBy(
            () ->
                stores()
                    .run(() -> stores().events().append(List.of(append(room, before)), answers)))
        .isInstanceOf(StaleWriteException.class);

    assertThat(head(room)).isEqualTo(before);
  }

  @Test
  default void ofManyAtOnceOneWins() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomHead before = head(room);
    AtomicInteger won = new AtomicInteger();
    AtomicInteger lost = new AtomicInteger();

    IntStream.range(0, 8)
        .mapToObj(
            i ->
                CompletableFuture.runAsync(
                    () -> {
                      try {
                        stores().run(() -> stores().events().append(List.of(append(room, before))));
                        won.incrementAndGet();
                      } catch (StaleWriteException e) {
                        lost.incrementAndGet();
                      }
                    },
                    task -> new Thread(task).start()))
        .toList()
        .forEach(CompletableFuture::join);

    assertThat(won).hasValue(1);
    assertThat(lost).hasValue(7);
    assertThat(head(room)).isEqualTo(next(before));
  }
}
