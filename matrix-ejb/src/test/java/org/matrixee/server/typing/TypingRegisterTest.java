package org.matrixee.server.typing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine.Observers;
import org.matrixee.server.presence.TestPresence.HandClock;

class TypingRegisterTest {
  private static final RoomId ROOM = new RoomId("!r:a");
  private static final UserId ANNA = new UserId("@anna:a");
  private static final UserId BERT = new UserId("@bert:b");
  private static final Duration TIME = Duration.ofSeconds(30);

  private final HandClock clock = new HandClock();
  private final List<TypingChanged> told = new ArrayList<>();
  private final TypingRegister register =
      new TypingRegister(new Observers<>(List.of(told::add)), clock);

  private List<List<UserId>> after(long position) {
    return register.after(position).stream().map(RoomTyping::users).toList();
  }

  @Test
  void theNewestListOfEachRoomIsTold() {
    long begin = register.position();
    assertThat(after(begin)).isEmpty();
    register.start(1, ROOM, ANNA, TIME);
    long first = register.position();
    register.start(1, ROOM, BERT, TIME);
    assertThat(after(begin)).containsExactly(List.of(ANNA, BERT));
    assertThat(after(first)).containsExactly(List.of(ANNA, BERT));
    assertThat(after(register.position())).isEmpty();
    register.start(2, new RoomId("!other:a"), ANNA, TIME);
    assertThat(after(begin)).containsExactly(List.of(ANNA, BERT), List.of(ANNA));
    register.stop(1, ANNA);
    assertThat(after(begin)).containsExactly(List.of(ANNA), List.of(BERT));
    assertThat(register.isTyping(1, BERT)).isTrue();
    assertThat(register.isTyping(1, ANNA)).isFalse();
    assertThat(register.isTyping(2, ANNA)).isTrue();
  }

  @Test
  void whoDoesNotSayItAgainHasStopped() {
    register.start(1, ROOM, ANNA, TIME);
    clock.pass(Duration.ofSeconds(25));
    register.start(1, ROOM, ANNA, TIME);
    clock.pass(Duration.ofSeconds(25));
    register.expire();
    assertThat(register.isTyping(1, ANNA)).isTrue();
    long before = register.position();
    clock.pass(Duration.ofSeconds(5));
    register.expire();
    assertThat(after(before)).containsExactly(List.<UserId>of());
    assertThat(told)
        .containsExactly(
            new TypingChanged(1, ROOM, ANNA, true, false),
            new TypingChanged(1, ROOM, ANNA, true, true),
            new TypingChanged(1, ROOM, ANNA, false, false));
  }

  @Test
  void sayingItAgainChangesNothingAndIsToldSeldom() {
    register.start(1, ROOM, ANNA, TIME);
    long position = register.position();
    for (int second = 0; second < 60; second++) {
      clock.pass(Duration.ofSeconds(1));
      register.start(1, ROOM, ANNA, TIME);
      register.expire();
    }
    assertThat(register.position()).isEqualTo(position);
    assertThat(told).hasSize(4);
  }

  @Test
  void stoppingTwiceOrNeverBegunIsNothing() {
    register.stop(1, ANNA);
    register.start(1, ROOM, ANNA, TIME);
    register.stop(1, ANNA);
    register.stop(1, ANNA);
    assertThat(told).hasSize(2);
  }

  @Test
  void roomsWhereNobodyTypesAreForgottenAfterAWhile() {
    long begin = register.position();
    register.start(1, ROOM, ANNA, TIME);
    register.stop(1, ANNA);
    register.expire();
    assertThat(after(begin)).hasSize(1);
    clock.pass(TypingRegister.REMEMBERED);
    register.expire();
    clock.pass(TypingRegister.REMEMBERED);
    register.expire();
    assertThat(after(begin)).isEmpty();
  }

  @Test
  void positionsGrowOverARestart() {
    register.start(1, ROOM, ANNA, TIME);
    clock.pass(Duration.ofSeconds(5));
    TypingRegister again = new TypingRegister(new Observers<>(List.of()), clock);
    assertThat(again.position()).isGreaterThan(register.position());
  }
}
