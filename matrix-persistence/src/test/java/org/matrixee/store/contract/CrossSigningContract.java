package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.store.TestRoom.ALICE;
import static org.matrixee.store.TestRoom.BOB;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.device.CrossSigningKey;
import org.matrixee.model.device.KeySignature;
import org.matrixee.model.device.KeyUsage;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.store.device.CrossSigningStore;

/** Cross-signing keys and signatures. */
interface CrossSigningContract extends StoresContract {
  private CrossSigningStore store() {
    return stores().keys().crossSigning();
  }

  private static CrossSigningKey key(UserId user, KeyUsage usage, String publicKey) {
    return new CrossSigningKey(user, usage, publicKey, JsonText.of("{\"" + publicKey + "\":1}"));
  }

  private static KeySignature signature(UserId user, String key, UserId signer, String value) {
    return new KeySignature(user, key, signer, "ed25519:S", value);
  }

  @Test
  default void keysAreReplacedByUsage() {
    stores()
        .run(
            () -> {
              store().lock(ALICE);
              store().put(key(ALICE, KeyUsage.MASTER, "m1"));
              store().put(key(ALICE, KeyUsage.SELF_SIGNING, "s1"));
              store().put(key(ALICE, KeyUsage.USER_SIGNING, "u1"));
              store().put(key(BOB, KeyUsage.MASTER, "b1"));
            });
    stores().run(() -> store().put(key(ALICE, KeyUsage.MASTER, "m2")));
    stores()
        .run(
            () -> {
              assertThat(store().findAll(List.of(ALICE)))
                  .containsExactly(
                      key(ALICE, KeyUsage.MASTER, "m2"),
                      key(ALICE, KeyUsage.SELF_SIGNING, "s1"),
                      key(ALICE, KeyUsage.USER_SIGNING, "u1"));
              assertThat(store().isKey(ALICE, "m2")).isTrue();
              assertThat(store().isKey(ALICE, "m1")).isFalse();
              assertThat(store().isKey(BOB, "m2")).isFalse();
              store().delete(ALICE, EnumSet.of(KeyUsage.SELF_SIGNING, KeyUsage.USER_SIGNING));
              assertThat(store().findAll(List.of(BOB, ALICE))).hasSize(2);
              assertThat(store().findAll(List.of())).isEmpty();
            });
  }

  @Test
  default void signaturesAreSeenByWhoMadeThemAndThoseOfOwners() {
    stores()
        .run(
            () -> {
              store().sign(List.of(signature(ALICE, "PHONE", ALICE, "old")), 4);
              store()
                  .sign(
                      List.of(
                          signature(ALICE, "PHONE", ALICE, "own"),
                          signature(ALICE, "master", BOB, "bob's")),
                      5);
              store().sign(List.of(signature(BOB, "master", ALICE, "alice's")), 7);
              store().sign(List.of(), 8);
            });
    stores()
        .run(
            () -> {
              assertThat(store().signatures(List.of(ALICE), BOB))
                  .containsExactly(
                      signature(ALICE, "PHONE", ALICE, "own"),
                      signature(ALICE, "master", BOB, "bob's"));
              assertThat(store().signatures(List.of(ALICE), ALICE))
                  .containsExactly(signature(ALICE, "PHONE", ALICE, "own"));
              assertThat(store().signatures(List.of(ALICE, BOB), ALICE)).hasSize(2);
              assertThat(store().signedBy(ALICE, 4, 7)).containsExactly(BOB);
              assertThat(store().signedBy(ALICE, 4, 6)).isEmpty();
              assertThat(store().signedBy(ALICE, 7, 9)).isEmpty();
              assertThat(store().signedBy(BOB, 0, 9)).containsExactly(ALICE);
            });
  }

  @Test
  default void signaturesAreForgottenByKeyAndBySigner() {
    stores()
        .run(
            () -> {
              store()
                  .sign(
                      List.of(
                          signature(ALICE, "PHONE", ALICE, "1"),
                          signature(ALICE, "LAPTOP", ALICE, "2"),
                          signature(BOB, "master", ALICE, "3"),
                          signature(BOB, "PHONE", BOB, "4")),
                      5);
              store().deleteSignaturesOn(ALICE, Set.of("PHONE"));
            });
    stores()
        .run(
            () -> {
              assertThat(store().signatures(List.of(ALICE), ALICE))
                  .containsExactly(signature(ALICE, "LAPTOP", ALICE, "2"));
              store().deleteSignaturesBy(ALICE, Set.of("ed25519:other"));
              assertThat(store().signedBy(ALICE, 0, 9)).containsExactly(BOB);
              store().deleteSignaturesBy(ALICE, Set.of("ed25519:S"));
              assertThat(store().signatures(List.of(ALICE, BOB), ALICE))
                  .containsExactly(signature(BOB, "PHONE", BOB, "4"));
            });
  }
}
