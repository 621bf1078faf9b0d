package org.matrixee.server.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.store.stream.StreamClock;

/** Answers come when their events can be read. */
class HeldAnswersTest {
  private final HeldAnswers answers = new HeldAnswers();
  private final List<String> given = new ArrayList<>();

  @Test
  void answerOfALaterBatchWaitsForTheEarlierOne() {
    StreamClock clock = new StreamClock(0);
    StreamClock.Ticket early = clock.take(2);
    StreamClock.Ticket late = clock.take(1);
    answers.hold(late.last(), () -> given.add("late"));
    clock.complete(late);
    answers.release(clock.readable());
    assertThat(given).isEmpty();
    answers.hold(early.last(), () -> given.add("early"));
    clock.complete(early);
    answers.release(clock.readable());
    assertThat(given).containsExactly("early", "late");
  }

  @Test
  void answerWithoutPositionsIsGivenAtOnce() {
    answers.hold(0, () -> given.add("nothing to read"));
    assertThat(given).containsExactly("nothing to read");
  }

  @Test
  void failingAnswerDoesNotHoldUpTheNext() {
    answers.hold(
        1,
        () -> {
          throw new IllegalStateException("client gone");
        });
    answers.hold(2, () -> given.add("second"));
    answers.release(2);
    assertThat(given).containsExactly("second");
  }
}
