package org.matrixee.server.authorization.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.fixtures.Users.DORA;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.GraphRoom;

/** Spec: room version 3, "Handling redactions". */
@DisplayName("whether a redaction strips its target")
class RedactionEffectTest {
  static IntStream versions() {
    return IntStream.rangeClosed(1, 12);
  }

  private static boolean applies(GraphRoom room, UserId sender, UserId author) {
    Event target = room.event(EventType.MESSAGE, null, author, "{}");
    return applies(room, room.redaction(sender, target.id()), target);
  }

  private static boolean applies(GraphRoom room, Event redaction, Event target) {
    return RedactionEffect.applies(
        room.rules().auth(),
        redaction,
        target,
        PowerLevelsReaders.of(room.rules().auth()).read(room.state()));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("versions")
  void levelOrOwnServer(int version) {
    GraphRoom room = GraphCases.leveled(GraphRoom.of(version));
    assertThat(applies(room, ALICE, DORA)).isTrue();
    assertThat(applies(room, BOB, DORA)).isTrue();
    assertThat(applies(room, CAROL, BOB)).as("the same server").isTrue();
    assertThat(applies(room, DORA, DORA)).isTrue();
    assertThat(applies(room, CAROL, DORA))
        .as("up to version 2 it would not have passed authorization")
        .isEqualTo(version < 3);
  }

  @Test
  void onlyTheEventThatIsNamed() {
    GraphRoom room = GraphRoom.of(10);
    Event target = room.event(EventType.MESSAGE, null, ALICE, "{}");
    assertThat(applies(room, room.redaction(ALICE, new EventId("$other")), target)).isFalse();
    assertThat(applies(room, room.event(EventType.REDACTION, null, ALICE, "{}"), target)).isFalse();
    Event elsewhere = GraphRoom.of(12).redaction(ALICE, target.id());
    assertThat(applies(room, elsewhere, target)).isFalse();
  }
}
