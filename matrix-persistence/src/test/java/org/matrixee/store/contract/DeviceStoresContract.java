package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.IssuedToken;
import org.matrixee.model.device.LastSeen;
import org.matrixee.model.device.RefreshToken;
import org.matrixee.model.id.DeviceId;
import org.matrixee.store.TestRoom;
import org.matrixee.store.account.TokenStore;

/** Devices and the tokens that belong to them. */
interface DeviceStoresContract extends StoresContract {
  DeviceId PHONE = new DeviceId("PHONE");
  DeviceId LAPTOP = new DeviceId("LAPTOP");

  private Device phone() {
    return stores().inTransaction(() -> stores().devices().enter(TestRoom.ALICE, PHONE, "P", 5));
  }

  private TokenStore.NewToken token(String hash, Device device, Long expiresTs, int generation) {
    return new TokenStore.NewToken(hash, device.user(), device.nid(), 5, expiresTs, generation);
  }

  @Test
  default void deviceIsMadeOnceAndKeepsItsName() {
    Device first = phone();
    assertThat(first.displayName()).isEqualTo("P");
    assertThat(first.lastSeen()).isNull();
    assertThat(first.createdTs()).isEqualTo(5);
    Device again =
        stores().inTransaction(() -> stores().devices().enter(TestRoom.ALICE, PHONE, "Q", 9));
    assertThat(again).isEqualTo(first);
    Device ofBob =
        stores().inTransaction(() -> stores().devices().enter(TestRoom.BOB, PHONE, null, 9));
    assertThat(ofBob.nid()).isNotEqualTo(first.nid());
    assertThat(stores().inTransaction(() -> stores().devices().find(TestRoom.ALICE, LAPTOP)))
        .isEmpty();
  }

  @Test
  default void devicesAreListedRenamedNotedAndForgotten() {
    Device phone = phone();
    Device laptop =
        stores().inTransaction(() -> stores().devices().enter(TestRoom.ALICE, LAPTOP, null, 6));
    stores()
        .run(
            () -> {
              assertThat(stores().devices().rename(TestRoom.ALICE, LAPTOP, "L")).isTrue();
              assertThat(stores().devices().rename(TestRoom.BOB, LAPTOP, "L")).isFalse();
              stores()
                  .devices()
                  .note(Map.of(phone.nid(), new LastSeen("::1", 8), -1L, new LastSeen("x", 9)));
            });
    assertThat(stores().inTransaction(() -> stores().devices().findAll(TestRoom.ALICE)))
        .containsExactly(
            new Device(phone.nid(), TestRoom.ALICE, PHONE, "P", new LastSeen("::1", 8), 5),
            new Device(laptop.nid(), TestRoom.ALICE, LAPTOP, "L", null, 6));
    stores().run(() -> stores().devices().delete(List.of(phone.nid())));
    assertThat(stores().inTransaction(() -> stores().devices().findAll(TestRoom.ALICE)))
        .extracting(Device::id)
        .containsExactly(LAPTOP);
  }

  @Test
  default void tokenFindsItsOwnerAndDevice() {
    stores()
        .run(
            () ->
                stores().accounts().create(new Account(TestRoom.ALICE, null, null, null, true, 1)));
    Device phone = phone();
    stores()
        .run(
            () -> {
              stores().tokens().create(token("aa11", phone, null, 0));
              stores().tokens().create(token("bb22", phone, 77L, 3));
            });
    Requester alice = new Requester(TestRoom.ALICE, phone.nid(), true, PHONE);
    stores()
        .run(
            () -> {
              assertThat(stores().tokens().find("aa11")).contains(new IssuedToken(alice, null, 0));
              assertThat(stores().tokens().find("bb22")).contains(new IssuedToken(alice, 77L, 3));
              assertThat(stores().tokens().find("cc33")).isEmpty();
            });
    stores().run(() -> stores().devices().delete(List.of(phone.nid())));
    assertThat(stores().inTransaction(() -> stores().tokens().find("aa11"))).isEmpty();
  }

  @Test
  default void tokensEndByDeviceAndGeneration() {
    Device phone = phone();
    stores()
        .run(
            () -> {
              for (int i = 0; i < 4; i++) {
                stores().tokens().create(token("hash" + i, phone, null, i));
              }
            });
    stores()
        .run(
            () -> {
              assertThat(stores().tokens().deleteBefore(phone.nid(), 1)).containsExactly("hash0");
              assertThat(stores().tokens().deleteAfter(phone.nid(), 2)).containsExactly("hash3");
              assertThat(stores().tokens().deleteBefore(phone.nid() + 1, 9)).isEmpty();
              assertThat(stores().tokens().deleteOf(List.of())).isEmpty();
              assertThat(stores().tokens().deleteOf(List.of(phone.nid())))
                  .containsExactlyInAnyOrder("hash1", "hash2");
              assertThat(stores().tokens().find("hash1")).isEmpty();
            });
  }

  @Test
  default void refreshTokensEndByDeviceAndGeneration() {
    Device phone = phone();
    stores()
        .run(
            () -> {
              for (int i = 0; i < 4; i++) {
                stores().refreshTokens().create("hash" + i, phone.nid(), i, 5);
              }
            });
    stores()
        .run(
            () -> {
              stores().refreshTokens().deleteBefore(phone.nid(), 1);
              stores().refreshTokens().deleteAfter(phone.nid(), 2);
              stores().refreshTokens().deleteOf(List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(stores().refreshTokens().findForUse("hash0")).isEmpty();
              assertThat(stores().refreshTokens().findForUse("hash1"))
                  .contains(new RefreshToken(TestRoom.ALICE, PHONE, phone.nid(), 1));
              assertThat(stores().refreshTokens().findForUse("hash3")).isEmpty();
              stores().refreshTokens().deleteOf(List.of(phone.nid()));
            });
    assertThat(stores().inTransaction(() -> stores().refreshTokens().findForUse("hash2")))
        .isEmpty();
  }

  @Test
  default void loginTokenIsGoodOnceAndInItsTime() {
    stores()
        .run(
            () -> {
              for (String hash : List.of("one", "two", "three", "four")) {
                stores().loginTokens().create(hash, TestRoom.ALICE, 10);
              }
            });
    stores()
        .run(
            () -> {
              assertThat(stores().loginTokens().take("one", 9)).contains(TestRoom.ALICE);
              assertThat(stores().loginTokens().take("one", 9)).isEmpty();
              assertThat(stores().loginTokens().take("two", 10)).isEmpty();
              assertThat(stores().loginTokens().deleteExpired(9, 5)).isZero();
              assertThat(stores().loginTokens().deleteExpired(10, 1)).isEqualTo(1);
              stores().loginTokens().deleteOf(TestRoom.BOB);
              assertThat(stores().loginTokens().deleteExpired(10, 5)).isEqualTo(1);
            });
    stores().run(() -> stores().loginTokens().create("five", TestRoom.ALICE, 10));
    stores().run(() -> stores().loginTokens().deleteOf(TestRoom.ALICE));
    assertThat(stores().inTransaction(() -> stores().loginTokens().take("five", 9))).isEmpty();
  }

  @Test
  default void openIdTokenTellsItsOwnerInItsTime() {
    stores()
        .run(
            () -> {
              stores().openIdTokens().create("one", TestRoom.ALICE, 10);
              stores().openIdTokens().create("two", TestRoom.BOB, 10);
            });
    stores()
        .run(
            () -> {
              assertThat(stores().openIdTokens().findOwner("one", 9)).contains(TestRoom.ALICE);
              assertThat(stores().openIdTokens().findOwner("one", 9)).contains(TestRoom.ALICE);
              assertThat(stores().openIdTokens().findOwner("one", 10)).isEmpty();
              assertThat(stores().openIdTokens().findOwner("none", 9)).isEmpty();
              assertThat(stores().openIdTokens().deleteExpired(9, 5)).isZero();
            });
    stores().run(() -> stores().openIdTokens().deleteOf(TestRoom.ALICE));
    stores()
        .run(
            () -> {
              assertThat(stores().openIdTokens().findOwner("one", 9)).isEmpty();
              assertThat(stores().openIdTokens().deleteExpired(10, 5)).isEqualTo(1);
            });
  }
}
