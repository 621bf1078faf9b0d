package org.matrixee.server.federation.out.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  @Test
  void theFirstPauseIsAboutASecondAndEachNextTwiceAsLong() {
    assertThat(RetrySchedule.pause(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetrySchedule.pause(2, 0.5)).isEqualTo(Duration.ofSeconds(2));
    assertThat(RetrySchedule.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(4));
    assertThat(RetrySchedule.pause(12, 0.5)).isEqualTo(Duration.ofSeconds(2048));
  }

  @Test
  void noPauseIsMuchLongerThanAnHour() {
    for (int failures : new int[] {13, 20, 63, 64, 1000, Integer.MAX_VALUE}) {
      assertThat(RetrySchedule.pause(failures, 0.5)).isEqualTo(Duration.ofHours(1));
      assertThat(RetrySchedule.pause(failures, 1)).isEqualTo(Duration.ofMinutes(72));
    }
  }

  @Test
  void chanceSpreadsThePauses() {
    assertThat(RetrySchedule.pause(1, 0)).isEqualTo(Duration.ofMillis(800));
    assertThat(RetrySchedule.pause(1, 1)).isEqualTo(Duration.ofMillis(1200));
    assertThat(RetrySchedule.pause(0, 0.5)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aServerMayAskForAPauseWithinBounds() {
    assertThat(RetrySchedule.asked(5000)).isEqualTo(Duration.ofSeconds(5));
    assertThat(RetrySchedule.asked(-7)).isEqualTo(Duration.ofSeconds(1));
    assertThat(RetrySchedule.asked(Long.MAX_VALUE)).isEqualTo(Duration.ofHours(1));
  }
}
