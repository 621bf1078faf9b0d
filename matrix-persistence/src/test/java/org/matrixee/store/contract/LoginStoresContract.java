package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.IdentityBinding;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.LoginSession;
import org.matrixee.model.account.ThreePid;
import org.matrixee.store.TestRoom;
import org.matrixee.store.account.IdentityBindingStore;
import org.matrixee.store.account.LoginSessionStore;
import org.matrixee.store.account.ThreePidStore;

/** Logins under way, and third-party ids. */
interface LoginStoresContract extends StoresContract {
  JsonObject STATE = Json.createObjectBuilder().add("a", "\uD83D\uDE00 \"x\"").add("n", 5).build();

  private static LoginSession session(String hash, String address, long expiresTs) {
    return new LoginSession(
        hash, LoginPurpose.LOGIN, List.of(), STATE, null, address, 1, expiresTs, 0);
  }

  private LoginSessionStore sessions() {
    return stores().loginSessions();
  }

  private Optional<LoginSession> find(String hash) {
    return stores().inTransaction(() -> sessions().find(hash));
  }

  @Test
  default void sessionIsKeptAsItWasMade() {
    LoginSession session =
        new LoginSession(
            "aa", LoginPurpose.REGISTER, List.of("m.a", "m.b"), STATE, "k", "::1", 1, 9, 0);
    stores().run(() -> sessions().create(session));

    assertThat(find("aa")).contains(session);
    assertThat(find("bb")).isEmpty();
    stores()
        .run(
            () -> {
              assertThat(sessions().findByKey("k")).contains(session);
              assertThat(sessions().findByKey("aa")).isEmpty();
            });
  }

  @Test
  default void onlyTheNextVersionReplacesASession() {
    LoginSession first = session("aa", "::1", 9);
    LoginSession second = first.next(List.of("m.a"), JsonObject.EMPTY_JSON_OBJECT, "k");
    stores().run(() -> sessions().create(first));

    assertThat(stores().inTransaction(() -> sessions().replace(second))).isTrue();
    assertThat(stores().inTransaction(() -> sessions().replace(second))).isFalse();
    assertThat(find("aa")).contains(second);
    assertThat(
            stores()
                .inTransaction(
                    () -> sessions().replace(session("bb", "::1", 9).next(List.of(), STATE, null))))
        .isFalse();
  }

  @Test
  default void sessionIsEndedOnceAndOnlyInItsLastVersion() {
    LoginSession first = session("aa", "::1", 9);
    stores().run(() -> sessions().create(first));
    stores().run(() -> sessions().replace(first.next(List.of("m.a"), STATE, null)));

    assertThat(stores().inTransaction(() -> sessions().delete("aa", 0))).isFalse();
    assertThat(stores().inTransaction(() -> sessions().delete("aa", 1))).isTrue();
    assertThat(stores().inTransaction(() -> sessions().delete("aa", 1))).isFalse();
    assertThat(find("aa")).isEmpty();
  }

  @Test
  default void sessionsThatAreOverAreNotCountedAndAreForgotten() {
    stores()
        .run(
            () -> {
              sessions().create(session("aa", "::1", 10));
              sessions().create(session("bb", "::1", 11));
              sessions().create(session("cc", "::1", 12));
              sessions().create(session("dd", "::2", 10));
            });
    assertThat(stores().inTransaction(() -> sessions().countFrom("::1", 10))).isEqualTo(2);
    assertThat(stores().inTransaction(() -> sessions().countFrom("::3", 10))).isZero();
    assertThat(stores().inTransaction(() -> sessions().deleteExpired(11, 2))).isEqualTo(2);
    assertThat(stores().inTransaction(() -> sessions().deleteExpired(11, 2))).isEqualTo(1);
    assertThat(stores().inTransaction(() -> sessions().deleteExpired(11, 2))).isZero();
    assertThat(find("cc")).isPresent();
  }

  @Test
  default void linksComeWhenDueAndAgainUntilTheyAreForgotten() {
    IdentityBindingStore store = stores().identityBindings();
    IdentityBinding one = new IdentityBinding(TestRoom.ALICE, "https://id.example", "1", "s", 10);
    IdentityBinding two = new IdentityBinding(TestRoom.BOB, "https://id.example", "2", "t", 11);
    stores()
        .run(
            () -> {
              store.add(two);
              store.add(one);
            });
    assertThat(stores().inTransaction(() -> store.take(9, 5, 100, 150))).isEmpty();
    List<IdentityBindingStore.Due> first =
        stores().inTransaction(() -> store.take(20, 1, 100, 150));
    assertThat(first).extracting(IdentityBindingStore.Due::binding).containsExactly(one);
    assertThat(first).extracting(IdentityBindingStore.Due::tries).containsExactly(1);
    List<IdentityBindingStore.Due> second =
        stores().inTransaction(() -> store.take(20, 5, 100, 150));
    assertThat(second).extracting(IdentityBindingStore.Due::binding).containsExactly(two);
    stores().run(() -> store.delete(second.get(0).nid()));

    assertThat(stores().inTransaction(() -> store.take(119, 5, 100, 150))).isEmpty();
    assertThat(stores().inTransaction(() -> store.take(120, 5, 100, 150)))
        .containsExactly(new IdentityBindingStore.Due(first.get(0).nid(), one, 2));
    assertThat(stores().inTransaction(() -> store.take(269, 5, 100, 150))).isEmpty();
    assertThat(stores().inTransaction(() -> store.take(270, 5, 100, 150))).hasSize(1);
  }

  @Test
  default void thirdPartyIdBelongsToOneAccount() {
    ThreePid mail = new ThreePid(ThreePid.EMAIL, "a@example.org");
    ThreePid other = new ThreePid("msisdn", "a@example.org");
    ThreePidStore store = stores().threePids();
    stores()
        .run(
            () -> {
              assertThat(store.add(mail, TestRoom.ALICE, 5)).isTrue();
              assertThat(store.add(mail, TestRoom.BOB, 6)).isFalse();
              assertThat(store.add(other, TestRoom.ALICE, 7)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(store.findOwner(mail)).contains(TestRoom.ALICE);
              assertThat(store.findOwner(new ThreePid("email", "b@example.org"))).isEmpty();
              assertThat(store.findAll(TestRoom.ALICE)).containsExactlyInAnyOrder(mail, other);
              assertThat(store.findAll(TestRoom.BOB)).isEmpty();
              store.deleteOf(TestRoom.BOB);
              assertThat(store.findAll(TestRoom.ALICE)).hasSize(2);
              store.deleteOf(TestRoom.ALICE);
              assertThat(store.findAll(TestRoom.ALICE)).isEmpty();
            });
  }

  @Test
  default void thirdPartyIdsAreListedAndTakenAwayOneByOne() {
    ThreePid first = new ThreePid(ThreePid.EMAIL, "z@example.org");
    ThreePid second = new ThreePid(ThreePid.EMAIL, "a@example.org");
    ThreePidStore store = stores().threePids();
    stores()
        .run(
            () -> {
              store.add(second, TestRoom.ALICE, 6);
              store.add(first, TestRoom.ALICE, 5);
            });
    stores()
        .run(
            () -> {
              assertThat(store.list(TestRoom.ALICE))
                  .containsExactly(new AddedThreePid(first, 5), new AddedThreePid(second, 6));
              assertThat(store.list(TestRoom.BOB)).isEmpty();
              assertThat(store.delete(first, TestRoom.BOB)).isFalse();
              assertThat(store.delete(first, TestRoom.ALICE)).isTrue();
              assertThat(store.delete(first, TestRoom.ALICE)).isFalse();
            });
    stores()
        .run(
            () ->
                assertThat(store.list(TestRoom.ALICE))
                    .containsExactly(new AddedThreePid(second, 6)));
  }
}
