package org.matrixee.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;

/** Bursts pass, floods do not, and one subject's flood is not another's. */
class RateLimitsTest {
  private final RateLimits limits = new RateLimits(MatrixConfig.read(key -> null));

  private void exhaust(Action action, String subject) {
    for (long i = 0; i < action.burst(); i++) {
      limits.check(action, subject);
    }
  }

  @Test
  void burstPassesAndTheNextOneIsToldWhenToComeBack() {
    exhaust(Action.CREATE_ROOM, "@anna:localhost");
    MatrixException refusal =
        catchThrowableOfType(
            MatrixException.class, () -> limits.check(Action.CREATE_ROOM, "@anna:localhost"));
    assertThat(refusal.code()).isEqualTo(ErrorCode.M_LIMIT_EXCEEDED);
    assertThat(refusal.status()).isEqualTo(429);
    assertThat((long) refusal.details().get("retry_after_ms"))
        .isPositive()
        .isLessThanOrEqualTo(Action.CREATE_ROOM.period().toMillis() + 1);
  }

  @Test
  void usersAndActionsAreCountedApart() {
    exhaust(Action.CREATE_ROOM, "@anna:localhost");
    assertThatCode(
            () -> {
              limits.check(Action.CREATE_ROOM, "@bert:localhost");
              limits.check(Action.SEND, "@anna:localhost");
            })
        .doesNotThrowAnyException();
  }

  @Test
  void nothingIsCountedWhenSwitchedOff() {
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
