package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.store.TestRoom;

/** Links between accounts and who their owners are elsewhere. */
interface ExternalIdentityContract extends StoresContract {
  ExternalIdentity ALICE = new ExternalIdentity("https://id.example.org/realm", "4711");

  @Test
  default void linkedIdentityFindsItsOwner() {
    ExternalIdentity elsewhere = new ExternalIdentity("https://other.example.org", "4711");
    ExternalIdentity odd = new ExternalIdentity("elytron:Corp", "\uD83D\uDE00 'x' %");
    stores()
        .run(
            () -> {
              assertThat(stores().externalIdentities().findOwner(ALICE)).isEmpty();
              assertThat(stores().externalIdentities().link(ALICE, TestRoom.ALICE, 5)).isTrue();
              assertThat(stores().externalIdentities().link(elsewhere, TestRoom.BOB, 5)).isTrue();
              assertThat(stores().externalIdentities().link(odd, TestRoom.BOB, 5)).isTrue();
            });
    stores()
        .run(
            () -> {
              assertThat(stores().externalIdentities().findOwner(ALICE)).contains(TestRoom.ALICE);
              assertThat(stores().externalIdentities().findOwner(elsewhere)).contains(TestRoom.BOB);
              assertThat(stores().externalIdentities().findOwner(odd)).contains(TestRoom.BOB);
            });
  }

  @Test
  default void linkStaysWithTheFirstAccountAndTheTransactionGoesOn() {
    stores().run(() -> stores().externalIdentities().link(ALICE, TestRoom.ALICE, 5));
    stores()
        .run(
            () -> {
              assertThat(stores().externalIdentities().link(ALICE, TestRoom.BOB, 6)).isFalse();
              assertThat(stores().externalIdentities().link(ALICE, TestRoom.ALICE, 6)).isFalse();
              assertThat(stores().externalIdentities().findOwner(ALICE)).contains(TestRoom.ALICE);
            });
  }

  @Test
  default void accountHasOneIdentityOfEachIssuer() {
    ExternalIdentity second = new ExternalIdentity(ALICE.issuer(), "4712");
    ExternalIdentity elsewhere = new ExternalIdentity("elytron:Corp", "4712");
    stores().run(() -> stores().externalIdentities().link(ALICE, TestRoom.ALICE, 5));
    stores()
        .run(
            () -> {
              assertThat(stores().externalIdentities().link(second, TestRoom.ALICE, 6)).isFalse();
              assertThat(stores().externalIdentities().link(elsewhere, TestRoom.ALICE, 6)).isTrue();
              assertThat(stores().externalIdentities().findOwner(second)).isEmpty();
            });
  }

  @Test
  default void identitiesOfAnAccountAreFound() {
    ExternalIdentity elsewhere = new ExternalIdentity("elytron:Corp", "4712");
    stores()
        .run(
            () -> {
              stores().externalIdentities().link(ALICE, TestRoom.ALICE, 5);
              stores().externalIdentities().link(elsewhere, TestRoom.ALICE, 6);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().externalIdentities().findAll(TestRoom.ALICE))
                  .containsExactlyInAnyOrder(ALICE, elsewhere);
              assertThat(stores().externalIdentities().findAll(TestRoom.BOB)).isEmpty();
            });
  }
}
