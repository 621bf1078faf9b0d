package org.matrixee.web.legacy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;

class PageParametersTest {
  private static PageParameters query(String... keysAndValues) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      query.add(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new PageParameters(query);
  }

  private static void assertBadPagination(ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(InstanceOfAssertFactories.type(MatrixException.class))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.M_BAD_PAGINATION))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(400));
  }

  @Test
  void absentParametersHaveTheirDefaults() {
    PageParameters none = query();

    assertThat(none.from()).isNull();
    assertThat(none.to()).isNull();
    assertThat(none.position()).isNull();
    assertThat(none.limit(7)).isEqualTo(7);
    assertThat(none.isBackwards(true)).isTrue();
    assertThat(none.timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void readsTokens() {
    assertThat(query("from", "s4_1_1").from()).isEqualTo(new StreamToken.Live(4, 1, 1));
    assertThat(query("from", "s4").position())
        .isEqualTo(new StreamToken.Live(4, StreamToken.Live.UNKNOWN));
    assertThat(query("to", "t1-2").to())
        .isEqualTo(new StreamToken.Historic(new TimelinePosition(1, 2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"END", "now"})
  void obsoleteWordsForTheEndMeanNoToken(String word) {
    assertThat(query("from", word).from()).isNull();
    assertThat(query("from", word).position()).isNull();
    assertThat(query("to", word).to()).isNull();
  }

  @Test
  void obsoleteWordForTheStartIsBeforeEverything() {
    assertThat(query("from", "START").from())
        .isEqualTo(new StreamToken.Historic(TimelinePosition.START));
    assertThat(query("from", "START").position())
        .isEqualTo(new StreamToken.Live(0, StreamToken.Live.UNKNOWN));
    assertThat(query("to", "START").to()).isNull();
  }

  @Test
  void historicTokensAreNoPlaceInTheStream() {
    assertBadPagination(() -> query("from", "t1-2").position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "abc", "1.5", "+1", " 1", "٣", "0x1"})
  void refusesNumbersThatAreNone(String text) {
    assertBadPagination(() -> query("limit", text).limit(1));
    assertBadPagination(() -> query("timeout", text).timeout());
  }

  @Test
  void capsNumbers() {
    assertThat(query("limit", "0").limit(1)).isZero();
    assertThat(query("limit", "1001").limit(1)).isEqualTo(1000);
    assertThat(query("limit", "9".repeat(50)).limit(1)).isEqualTo(1000);
    assertThat(query("timeout", "9".repeat(50)).timeout().toMillis()).isPositive();
    assertThat(query("timeout", "0").timeout()).isZero();
  }

  @Test
  void knowsTwoDirections() {
    assertThat(query("dir", "b").isBackwards(false)).isTrue();
    assertThat(query("dir", "f").isBackwards(true)).isFalse();
    assertBadPagination(() -> query("dir", "x").isBackwards(true));
    assertBadPagination(() -> query("dir", "").isBackwards(true));
  }

  @Test
  void refusesParametersGivenTwice() {
    assertBadPagination(() -> query("from", "s1", "from", "s1").from());
    assertBadPagination(() -> query("to", "s1", "to", "s2").to());
    assertBadPagination(() -> query("limit", "1", "limit", "1").limit(1));
    assertBadPagination(() -> query("dir", "b", "dir", "b").isBackwards(true));
    assertBadPagination(() -> query("timeout", "1", "timeout", "1").timeout());
  }
}
