package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.KeyId;
import org.matrixee.model.id.ServerName;
import org.matrixee.store.federation.OutboxStore.Entry;
import org.matrixee.store.federation.SigningKeyStore.SigningKey;

/** Outgoing work and the signing key. */
interface FederationStoresContract extends StoresContract {
  ServerName B = new ServerName("b.example");
  ServerName C = new ServerName("c.example:8448");

  @Test
  default void outboxIsReadInOrderOfPositions() {
    stores()
        .run(
            () -> {
              stores().outbox().enqueue(List.of(new Entry(B, 12, 2), new Entry(C, 11, 1)));
              stores().outbox().enqueue(List.of(new Entry(B, 9, 3), new Entry(B, 100, 4)));
              stores().outbox().enqueue(List.of());
            });
    stores()
        .run(
            () -> {
              assertThat(stores().outbox().peek(B, 2))
                  .containsExactly(new Entry(B, 9, 3), new Entry(B, 12, 2));
              assertThat(stores().outbox().peek(C, 2)).containsExactly(new Entry(C, 11, 1));
              assertThat(stores().outbox().peek(new ServerName("d.example"), 2)).isEmpty();
            });
  }

  @Test
  default void thereIsOneSigningKeyInUse() {
    SigningKey first = new SigningKey(new KeyId("ed25519:a"), "seed");
    stores()
        .run(
            () -> {
              assertThat(stores().signingKeys().find()).isEmpty();
              assertThat(stores().signingKeys().create(first, 5)).isTrue();
              assertThat(
                      stores()
                          .signingKeys()
                          .create(new SigningKey(new KeyId("ed25519:b"), "other"), 6))
                  .isFalse();
              assertThat(stores().signingKeys().find()).contains(first);
            });
    assertThat(stores().inTransaction(() -> stores().signingKeys().find())).contains(first);
  }
}
