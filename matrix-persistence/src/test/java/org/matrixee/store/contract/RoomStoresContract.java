package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.RoomAlias;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.room.Membership;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.store.TestRoom;
import org.matrixee.store.event.AppendedEvent;
import org.matrixee.store.room.AliasMapping;
import org.matrixee.store.room.ListedRoom;
import org.matrixee.store.room.PublicRoom;
import org.matrixee.store.room.RoomMembership;
import org.matrixee.store.room.RoomRecord;

/** Rooms, memberships and aliases. */
interface RoomStoresContract extends StoresContract {
  @Test
  default void roomIsFoundAsItWasMade() {
    RoomId id = new RoomId("!Case:A.example");
    RoomRecord room =
        stores()
            .inTransaction(
                () -> {
                  long nid = stores().events().nextNids(1)[0];
                  RoomRecord made = new RoomRecord(nid, id, RoomVersion.V2014, true, 5);
                  stores().rooms().create(made);
                  return made;
                });
    stores()
        .run(
            () -> {
              assertThat(stores().rooms().find(id)).contains(room);
              assertThat(stores().rooms().find(new RoomId("!case:a.example"))).isEmpty();
            });
  }

  @Test
  default void rolledBackRoomIsGone() {
    RoomId id = new RoomId("!gone:a.example");
    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          stores()
                              .rooms()
                              .create(new RoomRecord(1, id, RoomVersion.V2014, true, 5));
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");
    assertThat(stores().inTransaction(() -> stores().rooms().find(id))).isEmpty();
  }

  @Test
  default void publicListHasTheFullestFirstAndNoEmptyRooms() {
    TestRoom small = stores().inTransaction(() -> TestRoom.createListed(stores()));
    TestRoom full = stores().inTransaction(() -> TestRoom.createListed(stores()));
    TestRoom left = stores().inTransaction(() -> TestRoom.createListed(stores()));
    TestRoom secret = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomAlias b = new RoomAlias("#b:a.example");
    RoomAlias a = new RoomAlias("#a:a.example");
    stores()
        .run(
            () -> {
              small.member(TestRoom.ALICE, Membership.JOIN);
              full.member(TestRoom.ALICE, Membership.JOIN);
              full.member(TestRoom.BOB, Membership.JOIN);
              full.state(EventType.NAME, "", "{\"name\":\"full\"}");
              left.member(TestRoom.ALICE, Membership.JOIN);
              left.member(TestRoom.ALICE, Membership.LEAVE);
              secret.member(TestRoom.ALICE, Membership.JOIN);
              stores().aliases().create(alias(b, full));
              stores().aliases().create(alias(a, full));
            });

    List<PublicRoom> listed = stores().inTransaction(() -> stores().rooms().listed());

    assertThat(listed).extracting(PublicRoom::room).containsExactly(full.id(), small.id());
    assertThat(listed.get(0).joined()).isEqualTo(2);
    assertThat(listed.get(0).name().json()).hasToString("{\"name\":\"full\"}");
    assertThat(listed.get(0).topic()).isNull();
    assertThat(listed.get(0).aliases()).containsExactly(a, b);
    assertThat(listed.get(1).aliases()).isEmpty();
  }

  private static AliasMapping alias(RoomAlias alias, TestRoom room) {
    return new AliasMapping(
        alias,
        room.nid(),
        room.id(),
        List.of(new ServerName("z.example"), new ServerName("a.example")),
        TestRoom.ALICE);
  }

  @Test
  default void membershipFollowsTheEvents() {
    TestRoom room = stores().inTransaction(() -> TestRoom.createListed(stores()));
    TestRoom other = stores().inTransaction(() -> TestRoom.create(stores()));
    stores().run(() -> room.member(TestRoom.BOB, Membership.INVITE));
    AppendedEvent join = stores().inTransaction(() -> room.member(TestRoom.BOB, Membership.JOIN));
    stores().run(() -> other.member(TestRoom.BOB, Membership.LEAVE));

    RoomMembership expected =
        new RoomMembership(
            room.nid(),
            room.id(),
            true,
            TestRoom.BOB,
            Membership.JOIN,
            TestRoom.BOB,
            join.nid(),
            join.position());
    stores()
        .run(
            () -> {
              assertThat(stores().memberships().find(room.nid(), TestRoom.BOB)).contains(expected);
              assertThat(stores().memberships().find(room.nid(), TestRoom.ALICE)).isEmpty();
              assertThat(stores().memberships().ofUser(TestRoom.BOB, EnumSet.of(Membership.JOIN)))
                  .containsExactly(expected);
              assertThat(
                      stores().memberships().ofUser(TestRoom.BOB, EnumSet.allOf(Membership.class)))
                  .hasSize(2);
              assertThat(stores().memberships().ofUser(TestRoom.BOB, Set.of())).isEmpty();
            });
  }

  @Test
  default void joinedServersAndCounts() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom empty = stores().inTransaction(() -> TestRoom.create(stores()));
    UserId carol = new UserId("@carol:c.example:8448");
    stores()
        .run(
            () -> {
              room.member(TestRoom.ALICE, Membership.JOIN);
              room.member(new UserId("@al:a.example"), Membership.JOIN);
              room.member(TestRoom.BOB, Membership.INVITE);
              room.member(carol, Membership.JOIN);
              empty.member(TestRoom.BOB, Membership.BAN);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().memberships().joinedServers(List.of(room.nid(), empty.nid())))
                  .isEqualTo(
                      Map.of(
                          room.nid(),
                          Set.of(new ServerName("a.example"), new ServerName("c.example:8448"))));
              assertThat(stores().memberships().joinedServers(List.of())).isEmpty();
              assertThat(stores().memberships().countJoined(room.nid())).isEqualTo(3);
              ServerName own = new ServerName("a.example");
              UserId al = new UserId("@al:a.example");
              assertThat(stores().memberships().joinedOf(room.nid(), own, 5))
                  .containsExactly(al, TestRoom.ALICE);
              assertThat(stores().memberships().joinedOf(room.nid(), own, 1)).containsExactly(al);
              assertThat(
                      stores().memberships().joinedOf(room.nid(), new ServerName("b.example"), 5))
                  .isEmpty();
              assertThat(stores().memberships().countJoined(empty.nid())).isZero();
              List<Long> both = List.of(room.nid(), empty.nid());
              Set<Membership> inside = Set.of(Membership.JOIN, Membership.INVITE);
              assertThat(stores().memberships().counts(both, inside))
                  .isEqualTo(
                      Map.of(room.nid(), Map.of(Membership.JOIN, 3L, Membership.INVITE, 1L)));
              assertThat(stores().memberships().first(both, inside, TestRoom.ALICE, 2))
                  .isEqualTo(
                      Map.of(room.nid(), List.of(new UserId("@al:a.example"), TestRoom.BOB)));
            });
  }

  @Test
  default void roomIsForgottenUntilTheUserComesBack() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom other = stores().inTransaction(() -> TestRoom.create(stores()));
    for (Membership back : List.of(Membership.JOIN, Membership.INVITE, Membership.KNOCK)) {
      stores().run(() -> room.member(TestRoom.BOB, Membership.LEAVE));
      stores()
          .run(
              () -> {
                stores().forgottenRooms().forget(TestRoom.BOB, room.nid(), 1);
                stores().forgottenRooms().forget(TestRoom.BOB, room.nid(), 2);
                stores().forgottenRooms().forget(TestRoom.BOB, other.nid(), 3);
                stores().forgottenRooms().forget(TestRoom.ALICE, room.nid(), 3);
              });
      stores().run(() -> room.member(TestRoom.BOB, Membership.BAN));
      stores()
          .run(
              () -> {
                assertThat(stores().forgottenRooms().isForgotten(TestRoom.BOB, room.nid()))
                    .isTrue();
                assertThat(stores().forgottenRooms().of(TestRoom.BOB))
                    .containsExactlyInAnyOrder(room.nid(), other.nid());
              });
      stores().run(() -> room.member(TestRoom.BOB, back));
      stores()
          .run(
              () -> {
                assertThat(stores().forgottenRooms().isForgotten(TestRoom.BOB, room.nid()))
                    .isFalse();
                assertThat(stores().forgottenRooms().of(TestRoom.BOB)).containsExactly(other.nid());
                assertThat(stores().forgottenRooms().isForgotten(TestRoom.ALICE, room.nid()))
                    .isTrue();
              });
    }
  }

  @Test
  default void roomIsPutIntoTheListAndTakenOut() {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    stores().run(() -> room.member(TestRoom.ALICE, Membership.JOIN));
    stores()
        .run(
            () -> {
              assertThat(stores().rooms().listedRooms()).isEmpty();
              assertThat(stores().rooms().setListed(room.nid(), true)).isTrue();
              assertThat(stores().rooms().setListed(-1, true)).isFalse();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().rooms().listedRooms())
                  .containsExactly(new ListedRoom(room.nid(), room.id(), 1));
              assertThat(stores().rooms().find(room.id()).orElseThrow().listed()).isTrue();
              stores().rooms().setListed(room.nid(), false);
            });
    stores().run(() -> assertThat(stores().rooms().listedRooms()).isEmpty());
  }

  @Test
  default void aliasesMoveToAnotherRoom() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomAlias a = new RoomAlias("#a:a.example");
    RoomAlias b = new RoomAlias("#b:a.example");
    stores()
        .run(
            () -> {
              stores().aliases().create(alias(a, one));
              stores().aliases().create(alias(b, one));
            });
    stores().run(() -> stores().aliases().move(one.nid(), two.nid()));
    stores()
        .run(
            () -> {
              assertThat(stores().aliases().ofRoom(one.nid())).isEmpty();
              assertThat(stores().aliases().ofRoom(two.nid())).containsExactly(a, b);
              assertThat(stores().aliases().find(a)).contains(alias(a, two));
            });
  }

  @Test
  default void aliasLivesAndDies() {
    TestRoom one = stores().inTransaction(() -> TestRoom.create(stores()));
    TestRoom two = stores().inTransaction(() -> TestRoom.create(stores()));
    RoomAlias name = new RoomAlias("#name:a.example");
    stores()
        .run(
            () -> {
              assertThat(stores().aliases().find(name)).isEmpty();
              assertThat(stores().aliases().create(alias(name, one))).isTrue();
              assertThat(stores().aliases().create(alias(name, two))).isFalse();
              assertThat(stores().aliases().find(name)).contains(alias(name, one));
            });
    stores()
        .run(
            () -> {
              assertThat(stores().aliases().ofRoom(one.nid())).containsExactly(name);
              assertThat(stores().aliases().ofRoom(two.nid())).isEmpty();
              assertThat(stores().aliases().delete(name)).isTrue();
              assertThat(stores().aliases().delete(name)).isFalse();
              assertThat(stores().aliases().create(alias(name, two))).isTrue();
              assertThat(stores().aliases().find(name)).contains(alias(name, two));
            });
  }
}
