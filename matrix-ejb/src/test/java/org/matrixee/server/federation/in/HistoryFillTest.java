package org.matrixee.server.federation.in;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.store.event.AwaitedEvent;

/** Fetching history when something here does not work. */
class HistoryFillTest {
  private final TestNetwork network = new TestNetwork();
  private final TestServer a = network.add("a.example");
  private final TestServer b = network.add("b.example");

  @AfterEach
  void close() {
    network.close();
  }

  @Test
  void aDatabaseThatIsAwayForAMomentBlocksNothing() {
    UserId alice = a.user("alice");
    RoomId room = a.engine.createRoom(alice, null).room();
    b.join(a, room, b.user("bob"));
    AtomicBoolean broken = new AtomicBoolean(true);
    HistoryGaps gaps =
        new HistoryGaps(b.engine.stores.graph(), b.engine.stores.memberships()) {
          @Override
          public List<AwaitedEvent> find(long roomNid, long fromDepth, long toDepth) {
            return b.engine.stores.inTransaction(() -> super.find(roomNid, fromDepth, toDepth));
          }

          @Override
          public Set<ServerName> servers(long roomNid) {
            if (broken.getAndSet(false)) {
              throw new IllegalStateException("no connection");
            }
            return b.engine.stores.inTransaction(() -> super.servers(roomNid));
          }
        };
    HistoryFill history =
        new HistoryFill(
            gaps, b.remote, b.engine.sequencer, b.policy, b.engine.config, b.engine.threads);

    assertThat(await(history.fill(b.room(room), 0, Long.MAX_VALUE))).isFalse();
    assertThat(await(history.fill(b.room(room), 0, Long.MAX_VALUE)))
        .as("the failure was ours, and somebody gives it now")
        .isTrue();
  }
}
