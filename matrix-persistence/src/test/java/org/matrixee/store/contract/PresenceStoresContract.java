package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.store.TestRoom;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.PresenceListEntry;
import org.matrixee.store.presence.PresenceListStore;
import org.matrixee.store.presence.PresenceListStore.ObservingServer;
import org.matrixee.store.presence.StoredPresence;
import org.matrixee.store.room.RoomMembership;

/** Presence, presence lists, and who shares a room with whom. */
interface PresenceStoresContract extends StoresContract {
  UserId ALICE = TestRoom.ALICE;
  UserId BOB = TestRoom.BOB;
  UserId CAROL = new UserId("@carol:a.example");
  UserId DAVE = new UserId("@dave:a.example");
  UserId ELLA = new UserId("@ella:there.example");
  UserId FRED = new UserId("@fred:there.example");
  UserId GINA = new UserId("@gina:there.example");

  private void account(UserId user, String name) {
    stores().run(() -> stores().accounts().create(new Account(user, null, name, null, false, 1)));
  }

  private void save(UserId user, PresenceState state, String message, Long active, long position) {
    Presence presence = new Presence(state, message, active);
    stores()
        .run(
            () -> stores().presences().save(List.of(new StoredPresence(user, presence, position))));
  }

  private TestRoom room(UserId... members) {
    TestRoom room = stores().inTransaction(() -> TestRoom.create(stores()));
    for (UserId member : members) {
      stores().run(() -> room.member(member, Membership.JOIN));
    }
    return room;
  }

  private static PresenceAudience audience(List<TestRoom> rooms, UserId... users) {
    return new PresenceAudience(rooms.stream().map(TestRoom::nid).toList(), List.of(users));
  }

  private List<PresenceChange> changes(PresenceAudience audience, long after, int limit) {
    return stores().inTransaction(() -> stores().presences().changes(audience, after, limit));
  }

  @Test
  default void presenceIsKeptAsItWasSaved() {
    String odd = "\uD83D\uDE00 out to lunch";
    Presence first = new Presence(PresenceState.FREE_FOR_CHAT, odd, 1_412_600_000_000L);
    Presence second = new Presence(PresenceState.UNAVAILABLE, null, null);
    stores()
        .run(
            () ->
                stores()
                    .presences()
                    .save(
                        List.of(
                            new StoredPresence(ALICE, first, 3),
                            new StoredPresence(BOB, second, 4))));
    stores()
        .run(
            () -> {
              assertThat(stores().presences().find(List.of(ALICE, BOB, CAROL)))
                  .isEqualTo(Map.of(ALICE, first, BOB, second));
              assertThat(stores().presences().find(List.of())).isEmpty();
              stores().presences().save(List.of());
            });
  }

  @Test
  default void laterPresenceReplacesTheEarlier() {
    save(ALICE, PresenceState.ONLINE, "here", 5L, 1);
    save(ALICE, PresenceState.OFFLINE, null, 6L, 2);
    stores()
        .run(
            () -> {
              assertThat(stores().presences().find(List.of(ALICE)))
                  .isEqualTo(Map.of(ALICE, new Presence(PresenceState.OFFLINE, null, 6L)));
              assertThat(stores().presences().maxPosition()).isEqualTo(2);
            });
  }

  @Test
  default void onlyThoseWhoAreNotOfflineAreAwake() {
    assertThat(stores().inTransaction(() -> stores().presences().awake())).isEmpty();
    assertThat(stores().inTransaction(() -> stores().presences().maxPosition())).isZero();
    save(ALICE, PresenceState.UNAVAILABLE, "x", 5L, 1);
    save(BOB, PresenceState.OFFLINE, null, 5L, 2);
    assertThat(stores().inTransaction(() -> stores().presences().awake()))
        .containsExactly(
            new StoredPresence(ALICE, new Presence(PresenceState.UNAVAILABLE, "x", 5L), 1));
  }

  @Test
  default void rolledBackPresenceIsGone() {
    assertThatThrownBy(
            () ->
                stores()
                    .run(
                        () -> {
                          stores()
                              .presences()
                              .save(List.of(new StoredPresence(ALICE, Presence.NEVER, 1)));
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");
    assertThat(stores().inTransaction(() -> stores().presences().find(List.of(ALICE)))).isEmpty();
  }

  @Test
  default void everyoneVisibleIsListedOnceWithName() {
    account(ALICE, "Al");
    account(CAROL, "Caro");
    account(DAVE, null);
    TestRoom one = room(ALICE, BOB);
    TestRoom two = room(BOB, CAROL);
    TestRoom other = room(DAVE);
    stores().run(() -> two.member(CAROL, Membership.LEAVE));
    save(ALICE, PresenceState.ONLINE, null, 9L, 1);
    save(DAVE, PresenceState.ONLINE, null, 9L, 2);
    UserId nobody = new UserId("@nobody:a.example");
    Presence online = new Presence(PresenceState.ONLINE, null, 9L);
    assertThat(
            stores()
                .inTransaction(
                    () ->
                        stores()
                            .presences()
                            .all(audience(List.of(one, two), ALICE, CAROL, nobody))))
        .containsExactly(
            new UserPresence(ALICE, online, "Al", null),
            new UserPresence(BOB, Presence.NEVER, null, null),
            new UserPresence(CAROL, Presence.NEVER, "Caro", null));
    assertThat(
            stores().inTransaction(() -> stores().presences().all(audience(List.of(other), DAVE))))
        .containsExactly(new UserPresence(DAVE, online, null, null));
    assertThat(stores().inTransaction(() -> stores().presences().all(audience(List.of()))))
        .isEmpty();
  }

  @Test
  default void changesAreThoseAfterThePositionOldestFirst() {
    account(ALICE, "Al");
    account(CAROL, null);
    TestRoom room = room(ALICE, BOB);
    save(BOB, PresenceState.ONLINE, null, 1L, 4);
    save(ALICE, PresenceState.ONLINE, null, 1L, 5);
    save(CAROL, PresenceState.ONLINE, null, 1L, 6);
    save(DAVE, PresenceState.ONLINE, null, 1L, 7);
    PresenceAudience all = audience(List.of(room), CAROL);
    assertThat(changes(all, 0, 10).stream().map(change -> change.shown().user()))
        .containsExactly(BOB, ALICE, CAROL);
    assertThat(changes(all, 4, 10).stream().map(PresenceChange::position)).containsExactly(5L, 6L);
    assertThat(changes(all, 0, 2).stream().map(PresenceChange::position)).containsExactly(4L, 5L);
    assertThat(changes(all, 6, 10)).isEmpty();
    assertThat(changes(all, 4, 1).get(0).shown())
        .isEqualTo(
            new UserPresence(ALICE, new Presence(PresenceState.ONLINE, null, 1L), "Al", null));
  }

  @Test
  default void listEntriesAreSavedReplacedAndRemoved() {
    stores()
        .run(
            () ->
                stores()
                    .presenceLists()
                    .save(
                        List.of(
                            new PresenceListEntry(ALICE, CAROL, false),
                            new PresenceListEntry(ALICE, BOB, true),
                            new PresenceListEntry(BOB, ALICE, false))));
    stores()
        .run(
            () -> {
              assertThat(stores().presenceLists().ofObserver(ALICE))
                  .containsExactly(
                      new PresenceListEntry(ALICE, BOB, true),
                      new PresenceListEntry(ALICE, CAROL, false));
              stores().presenceLists().save(List.of(new PresenceListEntry(ALICE, CAROL, true)));
              stores().presenceLists().save(List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(stores().presenceLists().accepted(List.of(ALICE, BOB, CAROL)))
                  .isEqualTo(Map.of(ALICE, Set.of(BOB, CAROL)));
              assertThat(stores().presenceLists().accepted(List.of())).isEmpty();
              assertThat(stores().presenceLists().isAccepted(ALICE, CAROL)).isTrue();
              assertThat(stores().presenceLists().isAccepted(CAROL, ALICE)).isFalse();
              assertThat(stores().presenceLists().isAccepted(BOB, ALICE)).isFalse();
              assertThat(stores().presenceLists().observersAmong(ALICE, List.of(BOB, CAROL)))
                  .containsExactly(BOB);
              assertThat(stores().presenceLists().observersAmong(ALICE, List.of())).isEmpty();
              stores().presenceLists().remove(ALICE, List.of(BOB, DAVE));
              stores().presenceLists().remove(ALICE, List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(stores().presenceLists().ofObserver(ALICE))
                  .containsExactly(new PresenceListEntry(ALICE, CAROL, true));
              assertThat(stores().presenceLists().ofObserver(BOB)).hasSize(1);
            });
  }

  private void saveOther(UserPresence shown, long position) {
    stores()
        .run(() -> stores().presences().saveOfOthers(List.of(new PresenceChange(shown, position))));
  }

  @Test
  default void presenceOfOthersIsKeptWithTheirNames() {
    account(ALICE, "Al");
    UserPresence ella =
        new UserPresence(ELLA, new Presence(PresenceState.ONLINE, "hi", 5L), "Ella", "mxc://e/a");
    save(ALICE, PresenceState.ONLINE, null, 1L, 1);
    saveOther(ella, 2);
    PresenceAudience both = audience(List.of(), ALICE, ELLA);
    assertThat(changes(both, 1, 10)).containsExactly(new PresenceChange(ella, 2));
    assertThat(stores().inTransaction(() -> stores().presences().all(both)))
        .contains(ella)
        .hasSize(2);
    assertThat(stores().inTransaction(() -> stores().presences().find(List.of(ELLA))))
        .isEqualTo(Map.of(ELLA, ella.presence()));
    UserPresence gone = new UserPresence(ELLA, Presence.NEVER, null, null);
    saveOther(gone, 3);
    assertThat(changes(both, 1, 10)).containsExactly(new PresenceChange(gone, 3));
    stores()
        .run(
            () -> {
              stores().presences().saveOfOthers(List.of());
              assertThat(stores().presences().maxPosition()).isEqualTo(3);
            });
  }

  @Test
  default void ownUsersAndOthersAreToldApart() {
    account(ALICE, "Al");
    save(ALICE, PresenceState.ONLINE, null, 1L, 1);
    save(BOB, PresenceState.OFFLINE, null, 1L, 2);
    save(CAROL, PresenceState.OFFLINE, null, 1L, 3);
    saveOther(
        new UserPresence(ELLA, new Presence(PresenceState.ONLINE, null, null), null, null), 4);
    saveOther(new UserPresence(FRED, new Presence(PresenceState.OFFLINE, null, 7L), null, null), 5);
    saveOther(new UserPresence(GINA, Presence.NEVER, null, null), 6);
    stores()
        .run(
            () -> {
              assertThat(stores().presences().awake())
                  .extracting(StoredPresence::user)
                  .containsExactly(ALICE);
              assertThat(stores().presences().ofOurs(2, 10))
                  .extracting(UserPresence::user)
                  .containsExactly(CAROL, ALICE);
              assertThat(stores().presences().ofOurs(2, 10).get(1).displayName()).isEqualTo("Al");
              assertThat(stores().presences().ofOurs(0, 2))
                  .extracting(UserPresence::user)
                  .containsExactly(CAROL, BOB);
              assertThat(stores().presences().knownOfOthers())
                  .containsExactlyInAnyOrder(ELLA, FRED);
            });
  }

  @Test
  default void entriesBetweenServersAreFoundFromBothSides() {
    ServerName here = ALICE.server();
    ServerName there = ELLA.server();
    stores()
        .run(
            () ->
                stores()
                    .presenceLists()
                    .save(
                        List.of(
                            new PresenceListEntry(ALICE, ELLA, true),
                            new PresenceListEntry(CAROL, ELLA, true),
                            new PresenceListEntry(ALICE, FRED, false),
                            new PresenceListEntry(ELLA, ALICE, true),
                            new PresenceListEntry(FRED, ALICE, true),
                            new PresenceListEntry(FRED, CAROL, false),
                            new PresenceListEntry(CAROL, ALICE, true))));
    stores()
        .run(
            () -> {
              PresenceListStore lists = stores().presenceLists();
              assertThat(lists.find(ALICE, FRED))
                  .contains(new PresenceListEntry(ALICE, FRED, false));
              assertThat(lists.find(FRED, ELLA)).isEmpty();
              assertThat(lists.observedAmong(List.of(ALICE, ELLA, FRED, CAROL)))
                  .containsExactlyInAnyOrder(ALICE, ELLA);
              assertThat(lists.observedAmong(List.of())).isEmpty();
              assertThat(lists.observedOn(here, List.of(there))).containsExactly(ELLA);
              assertThat(lists.observedOn(here, List.of())).isEmpty();
              assertThat(lists.observedServers()).containsExactlyInAnyOrder(here, there);
              assertThat(lists.observingServers(List.of(ALICE, CAROL)))
                  .containsExactlyInAnyOrder(
                      new ObservingServer(ALICE, there, true),
                      new ObservingServer(ALICE, here, true));
              assertThat(lists.observingServers(List.of())).isEmpty();
              assertThat(lists.count(there, 10)).isEqualTo(3);
              assertThat(lists.count(there, 2)).isEqualTo(2);
            });
  }

  @Test
  default void serverThatWatchesNoMoreMayStill() {
    ServerName there = ELLA.server();
    stores()
        .run(
            () -> {
              PresenceListStore lists = stores().presenceLists();
              lists.save(
                  List.of(
                      new PresenceListEntry(ELLA, ALICE, true),
                      new PresenceListEntry(FRED, ALICE, true),
                      new PresenceListEntry(ELLA, CAROL, true)));
              lists.watch(there, List.of(ALICE), false);
              lists.watch(there, List.of(), false);
              lists.watch(new ServerName("third.example"), List.of(CAROL), false);
            });
    stores()
        .run(
            () -> {
              PresenceListStore lists = stores().presenceLists();
              assertThat(lists.observingServers(List.of(ALICE, CAROL)))
                  .containsExactlyInAnyOrder(
                      new ObservingServer(ALICE, there, false),
                      new ObservingServer(CAROL, there, true));
              lists.watch(there, List.of(ALICE), true);
            });
    stores()
        .run(
            () ->
                assertThat(stores().presenceLists().observingServers(List.of(ALICE)))
                    .containsExactly(new ObservingServer(ALICE, there, true)));
  }

  @Test
  default void roomMatesShareARoomThatBothAreIn() {
    TestRoom one = room(ALICE, BOB);
    room(ALICE, CAROL);
    room(BOB, DAVE);
    List<UserId> all = List.of(BOB, CAROL, DAVE);
    stores()
        .run(
            () -> {
              assertThat(stores().memberships().roomMates(ALICE, all))
                  .containsExactlyInAnyOrder(BOB, CAROL);
              assertThat(stores().memberships().roomMates(ALICE, List.of(DAVE))).isEmpty();
              assertThat(stores().memberships().roomMates(ALICE, List.of())).isEmpty();
            });
    stores().run(() -> one.member(BOB, Membership.LEAVE));
    assertThat(stores().inTransaction(() -> stores().memberships().roomMates(ALICE, all)))
        .containsExactly(CAROL);
  }

  @Test
  default void membershipsOfSeveralUsersAreFoundTogether() {
    TestRoom one = room(ALICE, BOB);
    TestRoom two = room(BOB);
    stores()
        .run(
            () -> {
              assertThat(
                      stores()
                          .memberships()
                          .ofUsers(List.of(ALICE, BOB), Set.of(Membership.JOIN))
                          .stream()
                          .map(RoomMembership::roomNid))
                  .containsExactlyInAnyOrder(one.nid(), one.nid(), two.nid());
              assertThat(stores().memberships().ofUsers(List.of(), Set.of(Membership.JOIN)))
                  .isEmpty();
            });
  }
}
