package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.store.StaleWriteException;

/** Which failures would come again for ever. */
class PoisonTest {
  @ParameterizedTest
  @ValueSource(strings = {"22021", "22001", "23502", "23503", "23514", "54000"})
  void valuesThatTheDatabaseDoesNotTake(String state) {
    assertThat(Poison.is(wrapped(new SQLException("no", state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "40P01", "53300", "57014", "58030", "23505", "42P01"})
  void whatIsTheFaultOfTheDatabaseOrOfTheMoment(String state) {
    assertThat(Poison.is(wrapped(new SQLException("no", state)))).isFalse();
    // Whatever else came of it.
    NullPointerException after = new NullPointerException("rows");
    after.initCause(new SQLException("no", state));
    assertThat(Poison.is(wrapped(after))).isFalse();
  }

  @Test
  void mistakesOfOurs() {
    assertThat(Poison.is(wrapped(new NullPointerException("an event")))).isTrue();
    assertThat(Poison.is(new IndexOutOfBoundsException(3))).isTrue();
    assertThat(Poison.is(wrapped(new IllegalStateException("the component is stopped")))).isFalse();
    assertThat(Poison.is(wrapped(new SQLTransientConnectionException("no connection")))).isFalse();
    assertThat(Poison.is(wrapped(new StaleWriteException()))).isFalse();
  }

  private static RuntimeException wrapped(Exception cause) {
    return new IllegalStateException("the transaction was rolled back", cause);
  }
}
