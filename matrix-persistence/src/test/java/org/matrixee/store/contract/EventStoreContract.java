package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StoredEvent.Related;
import org.matrixee.model.id.EventId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomAppend.Redaction;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;

/** Appending, and finding single events. */
interface EventStoreContract extends StoresContract {
  @Test
  default void numbersRise() {
    long[] nids = stores().inTransaction(() -> stores().events().nextNids(2500));

    assertThat(nids).isSorted().doesNotHaveDuplicates();
    assertThat(stores().inTransaction(() -> stores().events().nextNids(1))[0])
        .isGreaterThan(nids[nids.length - 1]);
  }

  @Test
  default void keepsEveryByte() {
    List<String> odd =
        List.of(
            "{\"body\":\"plain\"}",
            "{ \"body\" :\t\"spaces kept\" }",
            "{\"body\":\"\uD83D\uDE00 emoji, \u202Ertl\u202C, e\u0301, \uFEFF\uFFFF\"}",
            "{\"body\":\"\\u0000\\ud800 escapes stay escapes\"}",
            "{\"a\":1,\"a\":2,\"n\":1e2,\"big\":12345678901234567890}");
    for (String json : odd) {
      TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
      EventId id = stores().inTransaction(() -> room.message(json)).event().id();

      StoredEvent found = stores().inTransaction(() -> stores().events().find(id).orElseThrow());

      assertThat(found.json().sharedBytes()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  default void keepsEveryColumn() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent first = stores().inTransaction(() -> room.state("m.room.topic", "", "{\"t\":1}"));
    AppendedEvent second =
        stores().inTransaction(() -> room.state("m.room.topic", "", "{\"t\":2}"));

    StoredEvent found =
        stores().inTransaction(() -> stores().events().find(second.event().id()).orElseThrow());

    assertThat(found)
        .isEqualTo(
            new StoredEvent(
                second.nid(),
                room.nid(),
                room.id(),
                RoomVersion.V2014,
                second.event().id(),
                "m.room.topic",
                "",
                TestRoom.ALICE,
                second.event().originServerTs(),
                2,
                second.position(),
                EventStatus.ACCEPTED,
                50L,
                JsonText.of("{\"t\":2}"),
                new Related(first.nid(), JsonText.of("{\"t\":1}"), false),
                null));
  }

  @Test
  default void findsManyAtOnceAndLeavesOutTheUnknown() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent one = stores().inTransaction(() -> room.message("{}"));
    AppendedEvent two = stores().inTransaction(() -> room.message("{}"));
    EventId unknown = new EventId("unknown@nowhere.example");

    stores()
        .run(
            () -> {
              assertThat(
                      stores()
                          .events()
                          .findAll(List.of(one.event().id(), two.event().id(), unknown)))
                  .containsOnlyKeys(one.event().id(), two.event().id());
              assertThat(stores().events().findAllByNid(List.of(one.nid(), two.nid(), -1L)))
                  .containsOnlyKeys(one.nid(), two.nid());
              assertThat(stores().events().find(unknown)).isEmpty();
              assertThat(stores().events().findAll(List.of())).isEmpty();
              assertThat(stores().events().findAllByNid(List.of())).isEmpty();
            });
  }

  @Test
  default void findsEventsOfEveryStatus() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    for (EventStatus status : EventStatus.values()) {
      AppendedEvent event =
          stores()
              .inTransaction(
                  () ->
                      room.append(
                              List.of(
                                  TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, "{}")
                                      .with(status)))
                          .get(0));
      assertThat(stores().inTransaction(() -> stores().events().find(event.event().id())))
          .map(StoredEvent::status)
          .contains(status);
    }
  }

  @Test
  default void redactionOverwritesTheBytesAndTheFirstStays() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent target = stores().inTransaction(() -> room.message("{\"body\":\"secret\"}"));
    AppendedEvent first = stores().inTransaction(() -> room.message("{\"redaction\":1}"));
    AppendedEvent second = stores().inTransaction(() -> room.message("{\"redaction\":2}"));

    redact(room, new Redaction(target.nid(), JsonText.of("{}"), first.nid()));
    redact(room, new Redaction(target.nid(), JsonText.of("{ }"), second.nid()));

    StoredEvent found =
        stores().inTransaction(() -> stores().events().find(target.event().id()).orElseThrow());
    assertThat(found.json()).hasToString("{ }");
    assertThat(found.redactedBy())
        .isEqualTo(new Related(first.nid(), JsonText.of("{\"redaction\":1}"), false));
  }

  @Test
  default void redactedRelativesAreMarked() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent old = stores().inTransaction(() -> room.state("m.room.topic", "", "{\"t\":1}"));
    AppendedEvent now = stores().inTransaction(() -> room.state("m.room.topic", "", "{\"t\":2}"));
    AppendedEvent redaction = stores().inTransaction(() -> room.message("{\"redaction\":1}"));

    redact(room, new Redaction(old.nid(), JsonText.of("{}"), redaction.nid()));
    redact(room, new Redaction(redaction.nid(), JsonText.of("{}"), redaction.nid()));

    stores()
        .run(
            () -> {
              assertThat(stores().events().find(now.event().id()).orElseThrow().replaced())
                  .isEqualTo(new Related(old.nid(), JsonText.of("{}"), true));
              assertThat(stores().events().find(old.event().id()).orElseThrow().redactedBy())
                  .isEqualTo(new Related(redaction.nid(), JsonText.of("{}"), true));
            });
  }

  @Test
  default void eventAndItsRedactionMayComeInOneAppend() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    stores()
        .run(
            () -> {
              RoomLock lock = room.lock();
              TestRoom.Prepared prepared =
                  room.prepare(
                      RoomHead.EMPTY,
                      List.of(
                          TestRoom.draft(EventType.MESSAGE, null, TestRoom.ALICE, "{\"x\":1}"),
                          TestRoom.draft(EventType.REDACTION, null, TestRoom.ALICE, "{}")));
              Redaction redaction =
                  new Redaction(
                      prepared.events().get(0).nid(),
                      JsonText.of("{}"),
                      prepared.events().get(1).nid());
              stores()
                  .events()
                  .append(
                      List.of(
                          new RoomAppend(
                              lock, prepared.events(), prepared.head(), List.of(redaction))));

              Optional<StoredEvent> found =
                  stores().events().find(prepared.events().get(0).event().id());
              assertThat(found).map(event -> event.json().toString()).contains("{}");
            });
  }

  private void redact(TestRoom room, Redaction redaction) {
    stores()
        .run(
            () -> {
              RoomLock lock = room.lock();
              RoomHead head = stores().events().heads(List.of(lock)).get(room.nid());
              RoomHead next =
                  new RoomHead(
                      head.revision() + 1, head.depth(), head.snapshot(), head.extremities());
              stores()
                  .events()
                  .append(List.of(new RoomAppend(lock, List.of(), next, List.of(redaction))));
            });
  }

  @Test
  default void rollbackLeavesNothing() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    EventId[] lost = new EventId[1];
    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          lost[0] = room.state("m.room.topic", "", "{}").event().id();
                          room.member(TestRoom.BOB, Membership.JOIN);
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");

    stores()
        .run(
            () -> {
              assertThat(stores().events().find(lost[0])).isEmpty();
              assertThat(room.head()).isEqualTo(RoomHead.EMPTY);
              assertThat(stores().states().currentAll(List.of(room.nid()))).isEmpty();
              assertThat(stores().memberships().find(room.nid(), TestRoom.BOB)).isEmpty();
              assertThat(stores().events().maxPosition()).isZero();
            });
  }

  @Test
  default void anEventIdIsWrittenOnce() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent event = stores().inTransaction(() -> room.message("{}"));

    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          RoomLock lock = room.lock();
                          AppendedEvent again =
                              new AppendedEvent(
                                  stores().events().nextNids(1)[0],
                                  event.event(),
                                  event.json(),
                                  event.position() + 1,
                                  EventStatus.ACCEPTED,
                                  0,
                                  null,
                                  false,
                                  null,
                                  List.of());
                          RoomHead head = new RoomHead(2, 1, 0, List.of());
                          stores()
                              .events()
                              .append(
                                  List.of(new RoomAppend(lock, List.of(again), head, List.of())));
                        }))
        .isInstanceOf(RuntimeException.class);
    assertThat(stores().inTransaction(room::head).revision()).isEqualTo(1);
  }

  @Test
  default void storesNeedATransaction() {
    assertThatThrownBy(() -> stores().events().maxPosition())
        .isInstanceOf(IllegalStateException.class);
  }
}
