package org.matrixee.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.store.account.EmailProofStore;

/** E-mail addresses that people are about to prove. */
interface EmailProofContract extends StoresContract {
  EmailAddress MAIL = new EmailAddress("kim@example.org");

  private static EmailProof proof(String sid, String secret, String token, long expiresTs) {
    return new EmailProof(
        sid, EmailProofPurpose.ADD, MAIL, secret, 1, token, "https://a/b?c", null, expiresTs);
  }

  private EmailProofStore proofs() {
    return stores().emailProofs();
  }

  private EmailProof get(String sid) {
    return stores().inTransaction(() -> proofs().findBySid(sid)).orElseThrow();
  }

  @Test
  default void proofIsFoundByAllItsNames() {
    EmailProof proof = proof("a", "s", "t", 9);
    stores().run(() -> proofs().create(proof));
    stores()
        .run(
            () -> {
              assertThat(proofs().findBySid("a")).contains(proof);
              assertThat(proofs().findBySid("s")).isEmpty();
              assertThat(proofs().findByToken("t")).contains(proof);
              assertThat(proofs().findByToken("a")).isEmpty();
              assertThat(proofs().find(EmailProofPurpose.ADD, MAIL, "s")).contains(proof);
              assertThat(proofs().find(EmailProofPurpose.PASSWORD, MAIL, "s")).isEmpty();
              assertThat(proofs().find(EmailProofPurpose.ADD, MAIL, "x")).isEmpty();
              assertThat(proofs().find(EmailProofPurpose.ADD, new EmailAddress("b@c.de"), "s"))
                  .isEmpty();
            });
  }

  @Test
  default void thereIsOneForEachSecretAndTheTransactionGoesOn() {
    stores().run(() -> assertThat(proofs().create(proof("a", "s", "t", 9))).isTrue());
    stores()
        .run(
            () -> {
              assertThat(proofs().create(proof("b", "s", "u", 9))).isFalse();
              assertThat(proofs().create(proof("c", "s2", null, 9))).isTrue();
              assertThat(proofs().create(proof("d", "s3", null, 9))).isTrue();
            });
    assertThat(get("a").tokenHash()).isEqualTo("t");
    assertThat(get("c").tokenHash()).isNull();
    assertThat(stores().inTransaction(() -> proofs().findBySid("b"))).isEmpty();
  }

  @Test
  default void oneOfTwoRemindersSendsTheMail() {
    stores().run(() -> proofs().create(proof("a", "s", "t", 9)));
    assertThat(stores().inTransaction(() -> proofs().remind("a", 1, 5, "u", null))).isTrue();
    assertThat(stores().inTransaction(() -> proofs().remind("a", 1, 3, "v", null))).isFalse();
    assertThat(stores().inTransaction(() -> proofs().remind("b", 1, 3, "v", null))).isFalse();
    EmailProof now = get("a");
    assertThat(now.attempt()).isEqualTo(5);
    assertThat(now.tokenHash()).isEqualTo("u");
    assertThat(now.nextLink()).isNull();
    assertThat(stores().inTransaction(() -> proofs().findByToken("t"))).isEmpty();
    assertThat(stores().inTransaction(() -> proofs().remind("a", 5, 6, null, "x:y"))).isTrue();
    assertThat(get("a").tokenHash()).isNull();
  }

  @Test
  default void firstTimeOfTheLinkCounts() {
    stores().run(() -> proofs().create(proof("a", "s", "t", 9)));
    stores().run(() -> proofs().validate("x", 4));
    assertThat(get("a").validatedTs()).isNull();
    stores().run(() -> proofs().validate("t", 5));
    stores().run(() -> proofs().validate("t", 6));
    assertThat(get("a").validatedTs()).isEqualTo(5);
  }

  @Test
  default void proofIsUsedUpOnceOrForgotten() {
    stores()
        .run(
            () -> {
              proofs().create(proof("a", "s", "t", 9));
              proofs().create(proof("b", "s2", "t2", 9));
              proofs().create(proof("c", "s3", "t3", 10));
            });
    assertThat(stores().inTransaction(() -> proofs().delete("a"))).isTrue();
    assertThat(stores().inTransaction(() -> proofs().delete("a"))).isFalse();
    assertThat(stores().inTransaction(() -> proofs().deleteExpired(9, 5))).isEqualTo(1);
    assertThat(stores().inTransaction(() -> proofs().deleteExpired(10, 5))).isEqualTo(1);
    assertThat(stores().inTransaction(() -> proofs().deleteExpired(10, 5))).isZero();
  }
}
