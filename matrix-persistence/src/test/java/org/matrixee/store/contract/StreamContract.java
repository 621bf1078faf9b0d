package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventStatus;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;

/** Events in stream order. */
interface StreamContract extends StoresContract {
  private List<Long> stream(long after, long upTo, List<TestRoom> rooms, UserId self, int limit) {
    return stores()
        .inTransaction(
            () ->
                stores().events().stream(
                        after, upTo, rooms.stream().map(TestRoom::nid).toList(), self, limit)
                    .stream()
                    .map(event -> event.position())
                    .toList());
  }

  private TestRoom room() {
    return stores().inTransaction(() -> TestRoom.create(stores()));
  }

  private long message(TestRoom room) {
    return stores().inTransaction(() -> room.message("{}")).position();
  }

  private long member(TestRoom room, UserId user, Membership membership) {
    return stores().inTransaction(() -> room.member(user, membership)).position();
  }

  @Test
  default void eventsOfTheGivenRoomsInOrder() {
    TestRoom one = room();
    TestRoom two = room();
    TestRoom other = room();
    long a = message(one);
    long b = message(two);
    message(other);
    long d = message(one);

    assertThat(stream(a - 1, d, List.of(two, one), TestRoom.ALICE, 10)).containsExactly(a, b, d);
    assertThat(stream(a, d - 1, List.of(two, one), TestRoom.ALICE, 10)).containsExactly(b);
    assertThat(stream(a - 1, d, List.of(two, one), TestRoom.ALICE, 2)).containsExactly(a, b);
    assertThat(stream(d, d, List.of(one), TestRoom.ALICE, 10)).isEmpty();
  }

  @Test
  default void ownMembershipsOfAnyRoomOnce() {
    TestRoom joined = room();
    TestRoom invitedTo = room();
    long a = member(joined, TestRoom.BOB, Membership.JOIN);
    message(invitedTo);
    long c = member(invitedTo, TestRoom.BOB, Membership.INVITE);
    member(invitedTo, TestRoom.ALICE, Membership.JOIN);
    long e = message(joined);
    long f = member(invitedTo, TestRoom.BOB, Membership.LEAVE);

    assertThat(stream(0, f, List.of(joined), TestRoom.BOB, 10)).containsExactly(a, c, e, f);
    assertThat(stream(0, f, List.of(), TestRoom.BOB, 10)).containsExactly(a, c, f);
    assertThat(stream(a, f, List.of(), TestRoom.BOB, 1)).containsExactly(c);
    assertThat(stream(0, e, List.of(), TestRoom.BOB, 10)).containsExactly(a, c);
  }

  @Test
  default void otherStateWithOnesUserIdIsNoMembership() {
    TestRoom room = room();
    AppendedEvent event =
        stores().inTransaction(() -> room.state("org.example", TestRoom.BOB.value(), "{}"));

    assertThat(stream(0, event.position(), List.of(), TestRoom.BOB, 10)).isEmpty();
  }

  @Test
  default void onlyAcceptedEvents() {
    TestRoom room = room();
    stores()
        .run(
            () ->
                room.append(
                    List.of(
                        TestRoom.draft(EventType.MEMBER, TestRoom.BOB.value(), TestRoom.BOB, "{}")
                            .with(EventStatus.REJECTED),
                        TestRoom.draft(EventType.MESSAGE, null, TestRoom.BOB, "{}")
                            .with(EventStatus.SOFT_FAILED))));

    assertThat(stream(0, Long.MAX_VALUE, List.of(room), TestRoom.BOB, 10)).isEmpty();
    assertThat(stream(0, Long.MAX_VALUE, List.of(), TestRoom.BOB, 10)).isEmpty();
  }

  @Test
  default void greatestPositionCountsEveryEvent() {
    assertThat(stores().inTransaction(() -> stores().events().maxPosition())).isZero();
    TestRoom room = room();
    stores()
        .run(
            () ->
                room.append(
                    List.of(
                        TestRoom.draft(EventType.MESSAGE, null, TestRoom.BOB, "{}").at(1, -5))));
    assertThat(stores().inTransaction(() -> stores().events().maxPosition())).isZero();
    long last = message(room);

    assertThat(stores().inTransaction(() -> stores().events().maxPosition())).isEqualTo(last);
  }
}
