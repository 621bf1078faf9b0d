package org.matrixee.server.federation.typing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.federation.Origin;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.Engine.Observers;
import org.matrixee.server.event.Engine.TestThreads;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.typing.rules.TypingEdu;
import org.matrixee.server.presence.TestPresence.HandClock;
import org.matrixee.server.typing.RoomTyping;
import org.matrixee.server.typing.TypingChanged;
import org.matrixee.server.typing.TypingRegister;

class TypingBetweenServersTest {
  private static final RoomId ROOM = new RoomId("!r:b.example");
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:b.example");
  private static final ServerName B = BERT.server();
  private static final ServerName C = new ServerName("c.example");
  private static final Duration TIME = Duration.ofSeconds(30);

  private final MatrixConfig config = MatrixConfig.read(key -> null);
  private final HandClock clock = new HandClock();
  private final TestThreads threads = new TestThreads();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<UserId> asked = new ArrayList<>();
  private final Reader reader = new Reader();
  private final TypingPushes pushes = new TypingPushes(config, reader, new Edus(), threads);
  private final TypingRegister register =
      new TypingRegister(new Observers<TypingChanged>(List.of(pushes::onTyping)), clock);
  private final TypingEduHandler handler = new TypingEduHandler(config, reader, register, clock);

  /** A room with anna, bert, and somebody of a third server. */
  private final class Reader extends TypingReader {
    @Override
    public Optional<Long> findJoined(RoomId room, UserId user) {
      asked.add(user);
      return room.equals(ROOM) && user.equals(BERT) ? Optional.of(7L) : Optional.empty();
    }

    @Override
    public Set<ServerName> servers(long roomNid) {
      return Set.of(config.serverName(), B, C);
    }
  }

  private final class Edus implements OutgoingEdus {
    @Override
    public void send(
        ServerName destination,
        String eduType,
        LongFunction<JsonObject> content,
        @Nullable String replaceKey) {
      sent.add(destination + " " + eduType + " " + content.apply(0) + " " + replaceKey);
    }

    @Override
    public void keep(List<Lasting> edus) {
      throw new AssertionError(edus);
    }

    @Override
    public int kept(ServerName destination, int most) {
      return 0;
    }

    @Override
    public boolean isFailing(ServerName destination) {
      return false;
    }

    @Override
    public long lastHeardTs(ServerName server) {
      return 0;
    }
  }

  @AfterEach
  void stop() {
    threads.close();
  }

  private void says(ServerName origin, RoomId room, UserId user, boolean typing) {
    handler.handle(new Origin(origin), new TypingEdu(room, user, typing).content());
  }

  private List<UserId> typing() {
    List<UserId> users = new ArrayList<>();
    for (RoomTyping room : register.after(0)) {
      users.addAll(room.users());
    }
    return users;
  }

  private void awaitSent(int count) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (sent.size() < count) {
      assertThat(System.nanoTime()).as("%s", sent).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void ownUsersAreToldToTheServersInTheRoomAndOthersAreNot() {
    register.start(7, ROOM, ANNA, TIME);
    awaitSent(2);
    says(B, ROOM, BERT, true);
    register.stop(7, ANNA);
    awaitSent(4);
    String key = ROOM + " " + ANNA;
    assertThat(sent)
        .containsExactlyInAnyOrder(
            B + " m.typing " + new TypingEdu(ROOM, ANNA, true).content() + " " + key,
            C + " m.typing " + new TypingEdu(ROOM, ANNA, true).content() + " " + key,
            B + " m.typing " + new TypingEdu(ROOM, ANNA, false).content() + " " + key,
            C + " m.typing " + new TypingEdu(ROOM, ANNA, false).content() + " " + key);
  }

  @Test
  void othersAreShownUntilTheyStopOrAreForgotten() {
    says(B, ROOM, BERT, true);
    assertThat(typing()).containsExactly(BERT);
    says(B, ROOM, BERT, false);
    assertThat(typing()).isEmpty();
    says(B, ROOM, BERT, true);
    clock.pass(TypingEduHandler.TIME.minusSeconds(1));
    register.expire();
    assertThat(typing()).containsExactly(BERT);
    clock.pass(Duration.ofSeconds(1));
    register.expire();
    assertThat(typing()).isEmpty();
  }

  @Test
  void usersOfOtherServersAndOutsideOfTheRoomAreIgnored() {
    says(C, ROOM, BERT, true);
    says(B, ROOM, ANNA, true);
    assertThat(asked).as("nobody asks a database").isEmpty();
    says(C, ROOM, new UserId("@carl:c.example"), true);
    says(B, new RoomId("!other:b.example"), BERT, true);
    assertThat(typing()).isEmpty();
    says(B, ROOM, BERT, true);
    says(C, ROOM, BERT, false);
    assertThat(typing()).containsExactly(BERT);
  }

  @Test
  void floodCostsOnlySoMuch() {
    for (int i = 0; i < 1000; i++) {
      says(B, ROOM, BERT, i % 2 == 0);
    }
    assertThat(asked).hasSize(TypingEduHandler.MOST_PER_SECOND);
    clock.pass(Duration.ofSeconds(1));
    says(B, ROOM, BERT, true);
    assertThat(typing()).containsExactly(BERT);
  }
}
