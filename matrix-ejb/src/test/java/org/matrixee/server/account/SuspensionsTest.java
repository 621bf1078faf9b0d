package org.matrixee.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.store.memory.InMemoryStores;

/** Who is suspended is known from one read, and changes at once. */
class SuspensionsTest {
  private static final UserId ALICE = new UserId("@alice:a.example");
  private static final UserId BOB = new UserId("@bob:a.example");
  private static final UserId ADMIN = new UserId("@admin:a.example");

  private final InMemoryStores stores = new InMemoryStores();
  private final List<AccountSuspended> told = new ArrayList<>();
  private int reads;

  private final Suspensions suspensions =
      new Suspensions(new Transactions(), new Engine.Observers<>(List.of(told::add)));

  /** Each method is a transaction, as in the container. */
  private final class Transactions extends AccountTransactions {
    Transactions() {
      super(stores.accounts(), stores.tokens(), stores.suspensions(), Clock.systemUTC());
    }

    @Override
    public Set<UserId> suspended() {
      reads++;
      return stores.inTransaction(super::suspended);
    }

    @Override
    public boolean setSuspended(UserId user, boolean suspended, UserId by) {
      return stores.inTransaction(() -> super.setSuspended(user, suspended, by));
    }
  }

  @Test
  void suspensionHoldsFromItsAnswerUntilItIsLifted() {
    assertThat(suspensions.isSuspended(ALICE)).isFalse();
    assertThat(suspensions.set(ALICE, true, ADMIN)).isTrue();
    assertThatThrownBy(() -> suspensions.refuse(ALICE)).isInstanceOf(MatrixException.class);
    assertThatCode(() -> suspensions.refuse(BOB)).doesNotThrowAnyException();
    assertThat(suspensions.set(ALICE, false, ADMIN)).isTrue();
    assertThatCode(() -> suspensions.refuse(ALICE)).doesNotThrowAnyException();
  }

  @Test
  void suspensionIsToldOnce() {
    assertThat(suspensions.set(ALICE, true, ADMIN)).isTrue();
    assertThat(suspensions.set(ALICE, true, ADMIN)).isFalse();
    assertThat(told).containsExactly(new AccountSuspended(ALICE));
  }

  @Test
  void allUsersTogetherCostOneRead() {
    for (int i = 0; i < 100; i++) {
      assertThat(suspensions.isSuspended(new UserId("@u" + i + ":a.example"))).isFalse();
    }
    assertThat(reads).isEqualTo(1);
  }
}
