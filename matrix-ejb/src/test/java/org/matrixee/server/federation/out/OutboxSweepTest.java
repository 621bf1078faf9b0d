package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.server.event.Streams;

/** What is done each second, and what may go wrong with it. */
class OutboxSweepTest {
  private final List<String> calls = new ArrayList<>();
  private boolean broken = true;

  private final OutboxSweep sweep =
      new OutboxSweep(
          new FederationSender() {
            @Override
            void resume() {
              calls.add("resume");
              if (broken) {
                throw new IllegalStateException("no connection");
              }
            }

            @Override
            void retryDue() {
              calls.add("retryDue");
            }

            @Override
            void sweep() {
              calls.add("sweep");
            }
          },
          started());

  private static Streams started() {
    Streams streams = new Streams();
    streams.start(0);
    return streams;
  }

  @Test
  void aDatabaseThatIsAwayAtTheStartIsAskedAgain() {
    assertThatThrownBy(sweep::tick).hasMessage("no connection");
    broken = false;
    sweep.tick();
    assertThat(calls).containsExactly("resume", "resume", "retryDue", "sweep");
    for (int i = 0; i < 30; i++) {
      sweep.tick();
    }
    assertThat(calls).filteredOn("resume"::equals).hasSize(2);
    assertThat(calls).filteredOn("sweep"::equals).hasSize(2);
  }
}
