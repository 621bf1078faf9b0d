package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.state.StateStore;

/** Snapshots, and the current state. */
interface StateStoreContract extends StoresContract {
  private static StateTuple slot(int i) {
    return new StateTuple("org.example.type" + i % 7, "key" + i);
  }

  @Test
  default void emptyStateHasNothing() {
    stores()
        .run(
            () -> {
              StateStore states = stores().states();
              assertThat(states.find(StateStore.EMPTY, List.of(slot(1)))).isEmpty();
              assertThat(states.all(StateStore.EMPTY)).isEmpty();
              assertThat(states.with(StateStore.EMPTY, Map.of())).isEqualTo(StateStore.EMPTY);
            });
  }

  @Test
  default void aChangeLeavesTheOldSnapshotAsItWas() {
    long[] snapshots =
        stores()
            .inTransaction(
                () -> {
                  long one = stores().states().with(StateStore.EMPTY, Map.of(slot(1), 11L));
                  long two = stores().states().with(one, Map.of(slot(1), 12L, slot(2), 22L));
                  return new long[] {one, two};
                });
    stores()
        .run(
            () -> {
              List<StateTuple> slots = List.of(slot(1), slot(2), slot(3));
              assertThat(stores().states().find(snapshots[0], slots))
                  .isEqualTo(Map.of(slot(1), 11L));
              assertThat(stores().states().find(snapshots[1], slots))
                  .isEqualTo(Map.of(slot(1), 12L, slot(2), 22L));
            });
  }

  @Test
  default void noChangeIsNoNewSnapshot() {
    stores()
        .run(
            () -> {
              long one = stores().states().with(StateStore.EMPTY, manySlots(100));
              assertThat(stores().states().with(one, Map.of(slot(5), 5L))).isEqualTo(one);
              assertThat(stores().states().with(one, Map.of())).isEqualTo(one);
            });
  }

  @Test
  default void severalStepsFollowEachOther() {
    stores()
        .run(
            () -> {
              List<Long> snapshots =
                  stores()
                      .states()
                      .withEach(
                          StateStore.EMPTY,
                          List.of(
                              Map.of(slot(1), 11L),
                              Map.of(),
                              Map.of(slot(2), 22L),
                              Map.of(slot(1), 12L)));
              assertThat(snapshots.get(1)).isEqualTo(snapshots.get(0));
              assertThat(snapshots.stream().map(s -> stores().states().all(s).size()).toList())
                  .containsExactly(1, 1, 2, 2);
              assertThat(stores().states().find(snapshots.get(3), List.of(slot(1))))
                  .isEqualTo(Map.of(slot(1), 12L));
              assertThat(stores().states().withEach(StateStore.EMPTY, List.of())).isEmpty();
            });
  }

  private static Map<StateTuple, Long> manySlots(int count) {
    Map<StateTuple, Long> slots = new HashMap<>();
    IntStream.range(0, count).forEach(i -> slots.put(slot(i), (long) i));
    return slots;
  }

  @Test
  default void behavesLikeAMap() {
    Random random = new Random(2014);
    Map<Long, Map<StateTuple, Long>> expected = new HashMap<>();
    List<Long> snapshots = new ArrayList<>(List.of(StateStore.EMPTY));
    expected.put(StateStore.EMPTY, Map.of());
    for (int i = 0; i < 60; i++) {
      long base = snapshots.get(random.nextInt(snapshots.size()));
      Map<StateTuple, Long> changes = new HashMap<>();
      int size = random.nextInt(4) == 0 ? 300 : random.nextInt(4);
      for (int j = 0; j < size; j++) {
        changes.put(slot(random.nextInt(2000)), (long) random.nextInt(5) + 1);
      }
      long snapshot = stores().inTransaction(() -> stores().states().with(base, changes));
      Map<StateTuple, Long> state = new HashMap<>(expected.get(base));
      state.putAll(changes);
      expected.put(snapshot, state);
      snapshots.add(snapshot);
    }
    List<StateTuple> allSlots = List.copyOf(manySlots(2000).keySet());
    stores()
        .run(
            () ->
                expected.forEach(
                    (snapshot, state) -> {
                      assertThat(stores().states().find(snapshot, allSlots)).isEqualTo(state);
                      assertThat(stores().states().all(snapshot))
                          .containsExactlyInAnyOrderElementsOf(state.values());
                    }));
    stores()
        .run(
            () ->
                assertThat(stores().states().findEach(expected.keySet(), allSlots))
                    .isEqualTo(expected));
  }

  @Test
  default void rolledBackSnapshotIsGone() {
    long kept =
        stores().inTransaction(() -> stores().states().with(StateStore.EMPTY, manySlots(50)));
    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          stores().states().with(kept, Map.of(slot(1), 99L));
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");

    long next = stores().inTransaction(() -> stores().states().with(kept, Map.of(slot(2), 77L)));

    stores()
        .run(
            () ->
                assertThat(stores().states().find(next, List.of(slot(1), slot(2))))
                    .isEqualTo(Map.of(slot(1), 1L, slot(2), 77L)));
  }

  @Test
  default void currentStateFollowsTheEvents() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    String longKey = "k".repeat(10_000);
    AppendedEvent name =
        stores()
            .inTransaction(
                () -> {
                  one.state(EventType.NAME, "", "{\"name\":\"old\"}");
                  one.state(EventType.TOPIC, "", "{}");
                  two.state(EventType.TOPIC, "", "{}");
                  two.state("org.example", longKey, "{}");
                  return one.state(EventType.NAME, "", "{\"name\":\"new\"}");
                });
    StateTuple nameSlot = TestRoom.slot(name);
    StateTuple topic = StateTuple.of(EventType.TOPIC);
    StateTuple longSlot = new StateTuple("org.example", longKey);
    stores()
        .run(
            () -> {
              StateStore states = stores().states();
              Map<Long, Map<StateTuple, StoredEvent>> found =
                  states.current(
                      Map.of(
                          one.nid(), List.of(nameSlot, longSlot),
                          two.nid(), List.of(nameSlot, longSlot)));
              assertThat(found.get(one.nid())).containsOnlyKeys(nameSlot);
              assertThat(found.get(one.nid()).get(nameSlot).nid()).isEqualTo(name.nid());
              assertThat(found.get(two.nid())).containsOnlyKeys(longSlot);
              assertThat(states.current(Map.of(one.nid(), List.of(topic))))
                  .containsOnlyKeys(one.nid());
              assertThat(states.current(Map.of())).isEmpty();
              assertThat(states.current(Map.of(one.nid(), List.of()))).isEmpty();
              Map<Long, List<StoredEvent>> all = states.currentAll(List.of(one.nid(), two.nid()));
              assertThat(all.get(one.nid()))
                  .extracting(StoredEvent::type)
                  .containsExactly(EventType.TOPIC, EventType.NAME);
              assertThat(all.get(two.nid())).hasSize(2);
              assertThat(states.currentAll(List.of())).isEmpty();
              assertThat(states.currentOfType(one.nid(), EventType.NAME))
                  .extracting(StoredEvent::nid)
                  .containsExactly(name.nid());
              assertThat(states.currentOfType(one.nid(), "org.example")).isEmpty();
            });
  }

  @Test
  default void currentStateIsReadInParts() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent name =
        stores()
            .inTransaction(
                () -> {
                  one.state(EventType.TOPIC, "", "{}");
                  two.state("org.example", "", "{}");
                  return one.state(EventType.NAME, "", "{\"name\":\"new\"}");
                });
    stores()
        .run(
            () -> {
              StateStore states = stores().states();
              assertThat(states.currentWithout(List.of(one.nid(), two.nid()), EventType.TOPIC))
                  .hasEntrySatisfying(
                      one.nid(),
                      left ->
                          assertThat(left)
                              .extracting(StoredEvent::type)
                              .containsExactly(EventType.NAME))
                  .containsOnlyKeys(one.nid(), two.nid());
              assertThat(states.currentSince(List.of(one.nid(), two.nid()), name.position() - 1))
                  .containsOnlyKeys(one.nid())
                  .hasEntrySatisfying(
                      one.nid(),
                      changed ->
                          assertThat(changed)
                              .extracting(StoredEvent::nid)
                              .containsExactly(name.nid()));
              assertThat(states.currentSince(List.of(one.nid()), name.position())).isEmpty();
            });
  }
}
