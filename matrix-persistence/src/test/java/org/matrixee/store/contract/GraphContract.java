package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventReference;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.model.room.Membership;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.event.AwaitedEvent;
import org.matrixee.store.event.AwaitedEvent.Reason;
import org.matrixee.store.event.GraphChange;
import org.matrixee.store.event.GraphChange.CurrentSlot;
import org.matrixee.store.event.RoomAppend;
import org.matrixee.store.event.RoomHead;
import org.matrixee.store.event.RoomLock;
import org.matrixee.store.room.RoomMembership;

/** What federation adds to rooms: points of graphs, events that come late, answers. */
interface GraphContract extends StoresContract {
  private void change(TestRoom room, List<AppendedEvent> events, GraphChange change) {
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
                  .append(List.of(new RoomAppend(lock, events, next, List.of(), change)));
            });
  }

  @Test
  default void nodesSayWhereEventsStand() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent topic = stores().inTransaction(() -> room.state(EventType.TOPIC, "", "{}"));
    AppendedEvent message = stores().inTransaction(() -> room.message("{}"));

    stores()
        .run(
            () -> {
              Map<EventId, ?> nodes =
                  stores()
                      .graph()
                      .nodes(
                          List.of(topic.event().id(), message.event().id(), new EventId("x@y.z")));
              assertThat(nodes).hasSize(2);
              var first = stores().graph().nodes(List.of(topic.event().id()));
              assertThat(first.get(topic.event().id()).slot())
                  .isEqualTo(StateTuple.of(EventType.TOPIC));
              assertThat(first.get(topic.event().id()).isStateKnown()).isFalse();
              var second =
                  stores().graph().nodes(List.of(message.event().id())).get(message.event().id());
              assertThat(second.nid()).isEqualTo(message.nid());
              assertThat(second.roomNid()).isEqualTo(room.nid());
              assertThat(second.depth()).isEqualTo(2);
              assertThat(second.slot()).isNull();
              assertThat(second.isStateKnown()).isTrue();
              assertThat(second.snapshotBefore()).isEqualTo(room.head().snapshot());
              assertThat(stores().graph().nodes(List.of())).isEmpty();
            });
  }

  @Test
  default void linksFollowWhatWasThereAndNotWhatIsClaimed() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    List<AppendedEvent> topics = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      topics.add(stores().inTransaction(() -> room.state(EventType.TOPIC, "", "{}")));
    }
    AppendedEvent message = stores().inTransaction(() -> room.message("{}"));
    AppendedEvent last = topics.get(5);
    AppendedEvent first = topics.get(0);
    // An outlier says itself what it replaces, and so does history.
    AppendedEvent outlier = claiming(room, last, EventStatus.OUTLIER, 50, 0);
    AppendedEvent history = claiming(room, outlier, EventStatus.ACCEPTED, 51, 0);
    AppendedEvent liar = claiming(room, last, EventStatus.SOFT_FAILED, 52, last.snapshotBefore());
    AppendedEvent upwards = claiming(room, history, EventStatus.OUTLIER, 20, 0);

    stores()
        .run(
            () -> {
              var graph = stores().graph();
              Map<EventId, StateLink> links = graph.links(room.nid(), ids(history, message), 99);
              assertThat(links).hasSize(8);
              assertThat(links.get(history.event().id()).replaced())
                  .isEqualTo(outlier.event().id());
              assertThat(links.get(last.event().id()))
                  .isEqualTo(
                      new StateLink(
                          last.event().id(),
                          TestRoom.ALICE,
                          StateTuple.of(EventType.TOPIC),
                          last.event().depth(),
                          topics.get(4).event().id()));
              assertThat(links.get(first.event().id()).replaced()).isNull();
              assertThat(graph.links(room.nid(), ids(history, outlier), 3).keySet())
                  .containsExactlyInAnyOrderElementsOf(ids(history, outlier, last, topics.get(4)));
              assertThat(graph.links(room.nid(), ids(liar), 9).get(liar.event().id()).replaced())
                  .isNull();
              assertThat(graph.links(room.nid(), ids(upwards), 9)).hasSize(1);
              assertThat(graph.links(room.nid() + 1, ids(history), 9)).isEmpty();
              assertThat(graph.links(room.nid(), List.of(), 9)).isEmpty();
            });
  }

  private static List<EventId> ids(AppendedEvent... events) {
    return Stream.of(events).map(event -> event.event().id()).toList();
  }

  /** A topic whose state before is that of a snapshot, and that claims to replace another one. */
  private AppendedEvent claiming(
      TestRoom room, AppendedEvent claimed, EventStatus status, long depth, long snapshot) {
    return stores()
        .inTransaction(
            () -> {
              TestRoom.Draft draft =
                  TestRoom.draft(EventType.TOPIC, "", TestRoom.ALICE, "{}")
                      .with(status)
                      .at(depth, 0);
              AppendedEvent made = room.prepare(room.head(), List.of(draft)).events().get(0);
              AppendedEvent event =
                  new AppendedEvent(
                      made.nid(),
                      made.event(),
                      made.json(),
                      made.position(),
                      status,
                      snapshot,
                      null,
                      false,
                      null,
                      List.of(new EventReference(claimed.event().id(), null)));
              RoomLock lock = room.lock();
              RoomHead head = stores().events().heads(List.of(lock)).get(room.nid());
              RoomHead next =
                  new RoomHead(
                      head.revision() + 1, head.depth(), head.snapshot(), head.extremities());
              stores()
                  .events()
                  .append(
                      List.of(
                          new RoomAppend(lock, List.of(event), next, List.of(), GraphChange.NONE)));
              return event;
            });
  }

  @Test
  default void outlierGetsItsPlaceLater() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent outlier =
        stores()
            .inTransaction(
                () ->
                    room.append(
                            List.of(
                                TestRoom.draft(
                                        EventType.MEMBER, TestRoom.BOB.value(), TestRoom.BOB, "{}")
                                    .with(EventStatus.OUTLIER)))
                        .get(0));
    long snapshot =
        stores()
            .inTransaction(
                () -> stores().states().with(0, Map.of(outlier.event().slot(), outlier.nid())));
    AppendedEvent placed =
        new AppendedEvent(
            outlier.nid(),
            outlier.event(),
            outlier.json(),
            TestRoom.nextPosition(),
            EventStatus.ACCEPTED,
            snapshot,
            null,
            true,
            Membership.JOIN,
            List.of());

    change(room, List.of(), new GraphChange(List.of(placed), List.of(), List.of(), List.of()));

    stores()
        .run(
            () -> {
              var found = stores().events().find(outlier.event().id()).orElseThrow();
              assertThat(found.status()).isEqualTo(EventStatus.ACCEPTED);
              assertThat(found.position()).isEqualTo(placed.position());
              assertThat(found.json()).isEqualTo(outlier.json());
              assertThat(
                      stores().graph().nodes(List.of(found.id())).get(found.id()).snapshotBefore())
                  .isEqualTo(snapshot);
              assertThat(stores().memberships().find(room.nid(), TestRoom.BOB))
                  .map(RoomMembership::membership)
                  .contains(Membership.JOIN);
            });
  }

  @Test
  default void aBetterCopyReplacesTheStrippedOne() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent outlier =
        stores()
            .inTransaction(
                () ->
                    room.append(
                            List.of(
                                TestRoom.draft(EventType.MESSAGE, null, TestRoom.BOB, "{}")
                                    .with(EventStatus.OUTLIER)))
                        .get(0));
    AppendedEvent placed =
        new AppendedEvent(
            outlier.nid(),
            outlier.event(),
            outlier.json(),
            TestRoom.nextPosition(),
            EventStatus.ACCEPTED,
            0,
            null,
            false,
            null,
            List.of());
    JsonText whole = JsonText.of("{\"whole\":true}");

    change(
        room,
        List.of(),
        new GraphChange(
            List.of(placed),
            List.of(),
            List.of(),
            List.of(),
            List.of(new GraphChange.Rewritten(outlier.nid(), whole))));

    assertThat(
            stores()
                .inTransaction(() -> stores().events().find(outlier.event().id()).orElseThrow())
                .json())
        .isEqualTo(whole);
  }

  @Test
  default void anOlderEventCanBecomeCurrentAgain() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    AppendedEvent join = stores().inTransaction(() -> room.member(TestRoom.BOB, Membership.JOIN));
    AppendedEvent ban = stores().inTransaction(() -> room.member(TestRoom.BOB, Membership.BAN));

    change(
        room,
        List.of(),
        new GraphChange(
            List.of(),
            List.of(
                new CurrentSlot(
                    ban.event().slot(),
                    join.nid(),
                    Membership.JOIN,
                    join.event().sender(),
                    1_000_000)),
            List.of(),
            List.of()));

    stores()
        .run(
            () -> {
              assertThat(stores().states().currentOfType(room.nid(), EventType.MEMBER))
                  .extracting(event -> event.nid())
                  .containsExactly(join.nid());
              RoomMembership membership =
                  stores().memberships().find(room.nid(), TestRoom.BOB).orElseThrow();
              assertThat(membership.membership()).isEqualTo(Membership.JOIN);
              assertThat(membership.eventNid()).isEqualTo(join.nid());
              assertThat(membership.position()).isEqualTo(1_000_000);
            });
  }

  @Test
  default void awaitedEventsAreKnownUntilTheyCome() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom other = stores().inTransaction(() -> TestRoom.create(stores()));
    AwaitedEvent low = new AwaitedEvent(new EventId("a@b.example"), Reason.PREDECESSOR, 7, 10);
    AwaitedEvent high = new AwaitedEvent(new EventId("b@b.example"), Reason.PREDECESSOR, 8, 20);
    AwaitedEvent again = new AwaitedEvent(new EventId("b@b.example"), Reason.PREDECESSOR, 9, 21);
    AwaitedEvent redacted = new AwaitedEvent(new EventId("b@b.example"), Reason.REDACTED, 9, 30);
    List<AwaitedEvent> all = List.of(low, high, again, redacted);
    change(room, List.of(), new GraphChange(List.of(), List.of(), all, List.of()));
    change(room, List.of(), new GraphChange(List.of(), List.of(), all, List.of()));

    stores()
        .run(
            () -> {
              assertThat(stores().graph().gaps(room.nid(), 0, 99, 9))
                  .containsExactly(again, high, low);
              assertThat(stores().graph().gaps(room.nid(), 0, 10, 1)).containsExactly(low);
              assertThat(stores().graph().gaps(room.nid(), 11, 99, 1)).containsExactly(again);
              assertThat(stores().graph().gaps(other.nid(), 0, 99, 9)).isEmpty();
              assertThat(stores().graph().awaited(List.of(high.id(), new EventId("c@d"))))
                  .containsExactlyInAnyOrder(high, again, redacted);
              assertThat(stores().graph().awaited(List.of())).isEmpty();
            });

    change(
        room, List.of(), new GraphChange(List.of(), List.of(), List.of(), List.of(high, redacted)));

    assertThat(stores().inTransaction(() -> stores().graph().awaited(List.of(high.id()))))
        .containsExactly(again);
  }

  @Test
  default void differencesOfSnapshotsAreFound() {
    stores()
        .run(
            () -> {
              Map<StateTuple, Long> many = new java.util.HashMap<>();
              for (long i = 1; i <= 500; i++) {
                many.put(new StateTuple("t", "k" + i), i);
              }
              long base = stores().states().with(0, many);
              long left =
                  stores()
                      .states()
                      .with(base, Map.of(slot(3), 1003L, slot(9), 1009L, slot(501), 501L));
              long right = stores().states().with(base, Map.of(slot(9), 2009L));
              long same = stores().states().with(0, many);

              assertThat(stores().states().differences(List.of(left, right, base)))
                  .containsExactly(Set.of(1003L, 1009L, 501L), Set.of(3L, 2009L), Set.of(3L, 9L));
              assertThat(stores().states().differences(List.of(base, same, base)))
                  .containsExactly(Set.of(), Set.of(), Set.of());
              assertThat(stores().states().differences(List.of(left, left)))
                  .containsExactly(Set.of(), Set.of());
              assertThat(new TreeSet<>(stores().states().differences(List.of(0L, base)).get(1)))
                  .hasSize(500);
              assertThat(stores().states().differences(List.of(base))).containsExactly(Set.of());
            });
  }

  private static StateTuple slot(long i) {
    return new StateTuple("t", "k" + i);
  }

  @Test
  default void aServerIsInTheRoomWithItsUsers() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    stores().inTransaction(() -> room.member(TestRoom.BOB, Membership.INVITE));
    stores().inTransaction(() -> room.member(new UserId("@c:c.example"), Membership.JOIN));
    ServerName b = TestRoom.BOB.server();
    stores()
        .run(
            () -> {
              var memberships = stores().memberships();
              assertThat(memberships.isServerIn(room.nid(), b, Set.of(Membership.JOIN))).isFalse();
              assertThat(
                      memberships.isServerIn(
                          room.nid(), b, Set.of(Membership.JOIN, Membership.INVITE)))
                  .isTrue();
              assertThat(
                      memberships.isServerIn(
                          room.nid(), new ServerName("c.example"), Set.of(Membership.JOIN)))
                  .isTrue();
              assertThat(memberships.isServerIn(-1, b, Set.of(Membership.INVITE))).isFalse();
            });
  }

  @Test
  default void transactionsAreAnsweredOnce() {
    ServerName a = new ServerName("a.example");
    ServerName b = new ServerName("b.example");
    stores()
        .run(
            () -> {
              var transactions = stores().inboundTransactions();
              assertThat(transactions.find(a, "1")).isEmpty();
              transactions.remember(a, "1", JsonText.of("{\"x\":1}"), 10);
              transactions.remember(b, "1", JsonText.of("{}"), 20);
            });
    stores()
        .run(
            () -> {
              var transactions = stores().inboundTransactions();
              transactions.remember(a, "1", JsonText.of("{\"x\":2}"), 30);
              assertThat(transactions.find(a, "1")).contains(JsonText.of("{\"x\":1}"));
              assertThat(transactions.find(b, "1")).contains(JsonText.of("{}"));
              assertThat(transactions.forgetBefore(10, 5)).isZero();
              assertThat(transactions.forgetBefore(21, 1)).isEqualTo(1);
              assertThat(transactions.forgetBefore(21, 5)).isEqualTo(1);
              assertThat(transactions.find(a, "1")).isEmpty();
              assertThat(transactions.find(b, "1")).isEmpty();
            });
  }
}
