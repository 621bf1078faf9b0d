package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;

/** Locks and heads of rooms. */
interface RoomHeadContract extends StoresContract {
  @Test
  default void locksKnownRoomsInOrder() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));

    Map<Long, RoomLock> locks =
        stores().inTransaction(() -> stores().events().lock(List.of(two.nid(), -1L, one.nid())));

    assertThat(locks).containsOnlyKeys(one.nid(), two.nid());
    RoomLock lock = locks.get(one.nid());
    assertThat(lock.room()).isEqualTo(one.id());
    assertThat(lock.version()).isEqualTo(RoomVersion.V2014);
    assertThat(lock.revision()).isZero();
    assertThat(stores().inTransaction(() -> stores().events().lock(List.of()))).isEmpty();
  }

  @Test
  default void newRoomHasTheEmptyHead() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));

    assertThat(stores().inTransaction(room::head)).isEqualTo(RoomHead.EMPTY);
  }

  @Test
  default void headMovesWithEachAppend() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    for (int i = 1; i <= 3; i++) {
      AppendedEvent last = stores().inTransaction(() -> room.message("{}"));

      RoomHead head = stores().inTransaction(room::head);

      assertThat(head.revision()).isEqualTo(i);
      assertThat(head.depth()).isEqualTo(i);
      assertThat(head.extremities())
          .containsExactly(
              new RoomHead.Extremity(
                  last.nid(), new EventReference(last.event().id(), "hash" + last.nid())));
      assertThat(stores().inTransaction(room::lock).revision()).isEqualTo(i);
    }
  }

  @Test
  default void extremitiesGrowAndShrinkInOrder() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    List<RoomHead.Extremity> all =
        List.of(extremity(3, null), extremity(1, "b"), extremity(2, "c"), extremity(9, "d"));
    for (int size : new int[] {1, 3, 2, 4, 0, 2, 1}) {
      List<RoomHead.Extremity> wanted = all.subList(0, size);
      stores()
          .run(
              () -> {
                RoomLock lock = room.lock();
                RoomHead head = new RoomHead(lock.revision() + 1, 7, 0, wanted);
                stores().events().append(List.of(new RoomAppend(lock, List.of(), head, List.of())));
              });

      assertThat(stores().inTransaction(room::head).extremities()).isEqualTo(wanted);
    }
  }

  private static RoomHead.Extremity extremity(long nid, String sha256) {
    return new RoomHead.Extremity(nid, new EventReference(new EventId("e" + nid), sha256));
  }

  @Test
  default void writesSeveralRoomsAtOnce() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    List<TestRoom.Draft> drafts =
        List.of(
            TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, "{}"),
            TestRoom.draft(EventType.TOPIC, "", TestRoom.ALICE, "{}"),
            TestRoom.draft(EventType.TOPIC, "", TestRoom.ALICE, "{\"newer\":1}"));
    stores()
        .run(
            () -> {
              Map<Long, RoomLock> locks = stores().events().lock(List.of(one.nid(), two.nid()));
              Map<Long, RoomHead> heads = stores().events().heads(locks.values());
              assertThat(stores().events().head(one.nid())).contains(heads.get(one.nid()));
              assertThat(stores().events().head(-1)).isEmpty();
              stores()
                  .events()
                  .append(
                      List.of(one, two).stream()
                          .map(
                              room -> {
                                TestRoom.Prepared prepared =
                                    room.prepare(heads.get(room.nid()), drafts);
                                return new RoomAppend(
                                    locks.get(room.nid()),
                                    prepared.events(),
                                    prepared.head(),
                                    List.of());
                              })
                          .toList());
            });
    for (TestRoom room : List.of(one, two)) {
      stores()
          .run(
              () -> {
                assertThat(room.head().depth()).isEqualTo(3);
                assertThat(stores().states().currentOfType(room.nid(), EventType.TOPIC))
                    .singleElement()
                    .extracting(event -> event.json().toString())
                    .isEqualTo("{\"newer\":1}");
              });
    }
  }

  @Test
  default void refusesAWrongRevisionAndASecondAppendUnderOneLock() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));

    stores()
        .run(
            () -> {
              RoomLock lock = room.lock();
              RoomHead wrong = new RoomHead(5, 0, 0, List.of());
              assertThatThrownBy(
                      () ->
                          stores()
                              .events()
                              .append(List.of(new RoomAppend(lock, List.of(), wrong, List.of()))))
                  .isInstanceOf(IllegalArgumentException.class);
              RoomHead right = new RoomHead(1, 0, 0, List.of());
              RoomAppend append = new RoomAppend(lock, List.of(), right, List.of());
              stores().events().append(List.of(append));
              assertThatThrownBy(() -> stores().events().append(List.of(append)))
                  .isInstanceOf(IllegalStateException.class);
            });
  }
}
