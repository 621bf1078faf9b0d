package org.matrixee.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/** When the next action would pass, and whose actions are counted together. */
class RateLimitsTest {
  private static final String ANNA = "@anna:localhost";

  /** A clock that the test moves. */
  private static final class Hand implements TimeMeter {
    private long nanos = 1;

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }

    void move(long millis) {
      nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }
  }

  private final Hand clock = new Hand();
  private final MatrixConfig config =
      MatrixConfig.read(Map.of("MATRIX_LIMIT_SEND", "3/700", "MATRIX_LIMIT_INVITE", "5/100")::get);
  private final RateLimits limits = new RateLimits(config, clock);

  private int exhaust(Action action, String subject) {
    int passed = 0;
    while (refusal(action, subject) == null) {
      passed++;
    }
    return passed;
  }

  private MatrixException refusal(Action action, String subject) {
    return catchThrowableOfType(MatrixException.class, () -> limits.check(action, subject));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void retryPassesAfterJustTheTimeThatWasSaid(Action action) {
    assertThat(exhaust(action, ANNA)).isEqualTo(config.limits().rate(action.name()).burst());
    for (int i = 0; i < 3; i++) {
      MatrixException refused = refusal(action, ANNA);
      assertThat(refused.code()).isEqualTo(ErrorCode.M_LIMIT_EXCEEDED);
      assertThat(refused.status()).isEqualTo(429);
      long millis = (Long) refused.details().get("retry_after_ms");
      assertThat(millis).isBetween(2L, config.limits().rate(action.name()).millis() + 1L);
      clock.move(millis - 2);
      assertThat(refusal(action, ANNA)).as("too early").isNotNull();
      clock.move(2);
      assertThat(refusal(action, ANNA)).as("in time").isNull();
    }
  }

  @Test
  void burstComesBackInTheTimeThatIsSet() {
    assertThat(exhaust(Action.SEND, ANNA)).isEqualTo(3);
    clock.move(2 * 700);
    assertThat(exhaust(Action.SEND, ANNA)).isEqualTo(2);
  }

  @Test
  void usersAndActionsAreCountedApart() {
    exhaust(Action.SEND, ANNA);
    assertThat(refusal(Action.SEND, "@bert:localhost")).isNull();
    assertThat(refusal(Action.CHANGE, ANNA)).isNull();
  }

  @Test
  void severalAtOnceCountAsMany() {
    limits.check(Action.INVITE, ANNA, 4);
    assertThat(
            catchThrowableOfType(MatrixException.class, () -> limits.check(Action.INVITE, ANNA, 2)))
        .isNotNull();
    limits.check(Action.INVITE, ANNA, 1);
    limits.check(Action.INVITE, ANNA, 0);
    limits.check(Action.INVITE, "@bert:localhost", 1000);
    assertThat(refusal(Action.INVITE, "@bert:localhost")).isNotNull();
  }

  @Test
  void addressesOfOneNetworkAreCountedTogether() {
    exhaust(Action.LIST, "2001:db8:0:1::1");
    assertThat(refusal(Action.LIST, "2001:db8:0:1:ffff::9")).isNotNull();
    assertThat(refusal(Action.LIST, "2001:db8:0:2::1")).isNull();
    exhaust(Action.LIST, "192.0.2.7");
    assertThat(refusal(Action.LIST, "::ffff:192.0.2.7")).isNotNull();
    assertThat(refusal(Action.LIST, "192.0.2.8")).isNull();
  }

  @Test
  void floodOfAddressesDoesNotForgetWhoIsKnownToComeOften() {
    exhaust(Action.LIST, "192.0.2.1");
    for (int i = 0; i < 3 * RateLimits.MAX_BUCKETS; i++) {
      limits.check(Action.LIST, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
      if (i % 1000 == 0) {
        assertThat(refusal(Action.LIST, "192.0.2.1")).isNotNull();
      }
    }
  }

  @Test
  void limitsCanBeSwitchedOff() {
    RateLimits off =
        new RateLimits(MatrixConfig.read(key -> key.equals("MATRIX_RATE_LIMITS") ? "off" : null));
    assertThatCode(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                off.check(Action.LOGIN, "127.0.0.1");
              }
            })
        .doesNotThrowAnyException();
  }
}
