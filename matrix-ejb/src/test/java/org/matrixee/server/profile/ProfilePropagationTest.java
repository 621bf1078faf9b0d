package org.matrixee.server.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.event.Engine.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.matrixee.model.account.Account;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.RoomId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.event.Engine;
import org.matrixee.server.event.EventReader;
import org.matrixee.server.event.RoomRef;
import org.matrixee.server.room.RoomLookup;
import org.matrixee.server.room.RoomRefs;

/** Profile changes on the real engine: order, failures, leaving, late joins. */
class ProfilePropagationTest {
  private static final UserId ANNA = new UserId("@anna:localhost");
  private static final UserId BERT = new UserId("@bert:localhost");
  private static final int ROOMS = 40;

  private final Engine engine = new Engine();
  private final AtomicLong now = new AtomicLong(1_000_000);
  private final ProfileTransactions transactions = new Transactions();
  private final ProfilePropagation propagation =
      new ProfilePropagation(
          transactions, new RoomRefs(lookup()), engine.sequencer, engine.threads);
  private final List<RoomRef> rooms = new ArrayList<>();

  private final class Ticking extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now.get());
    }
  }

  private final class Transactions extends ProfileTransactions {
    Transactions() {
      super(
          engine.stores.accounts(),
          engine.stores.memberships(),
          engine.stores.profileJobs(),
          engine.stores.profileFields(),
          new Ticking());
    }

    @Override
    public Optional<Profile> change(UserId user, UnaryOperator<Profile> change) {
      return engine.stores.inTransaction(() -> super.change(user, change));
    }

    @Override
    public List<UserId> due(int limit) {
      return engine.stores.inTransaction(() -> super.due(limit));
    }

    @Override
    public Optional<Portion> next(UserId user, int most) {
      return engine.stores.inTransaction(() -> super.next(user, most));
    }

    @Override
    public void done(Portion portion) {
      engine.stores.run(() -> super.done(portion));
    }

    @Override
    public void postpone(Portion portion) {
      engine.stores.run(() -> super.postpone(portion));
    }
  }

  private RoomLookup lookup() {
    return new RoomLookup(
        engine.stores.rooms(),
        engine.stores.aliases(),
        engine.stores.accounts(),
        engine.stores.events()) {
      @Override
      public Optional<RoomRef> find(RoomId room) {
        return engine.stores.inTransaction(() -> super.find(room));
      }
    };
  }

  @BeforeEach
  void begin() {
    engine.stores.run(
        () -> engine.stores.accounts().create(new Account(ANNA, null, null, null, false, 0)));
    for (int i = 0; i < ROOMS; i++) {
      RoomRef room = engine.createRoom(BERT, null);
      await(engine.member(room, ANNA, ANNA, "join"));
      rooms.add(room);
    }
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private void rename(String name) {
    assertThat(transactions.change(ANNA, profile -> profile.named(name))).isPresent();
    propagation.wake();
  }

  /** The names that a room was told of, in order. */
  private List<String> names(RoomRef room) {
    return engine.history(room).stream()
        .filter(event -> event.type().equals(EventType.MEMBER))
        .filter(event -> ANNA.value().equals(event.stateKey()))
        .map(ProfilePropagationTest::name)
        .skip(1)
        .toList();
  }

  private static String name(StoredEvent event) {
    return EventReader.decode(event).content().getString("displayname", "none");
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it does not come").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private boolean allRoomsEndWith(String name) {
    return rooms.stream()
        .map(this::names)
        .allMatch(names -> !names.isEmpty() && names.get(names.size() - 1).equals(name));
  }

  private boolean waits() {
    return engine.stores.inTransaction(
        () -> engine.stores.profileJobs().find(ANNA).filter(job -> !job.again()).isEmpty());
  }

  /** Lets the second walk begin, and waits for its end. */
  private void settle() {
    now.addAndGet(Duration.ofMinutes(1).toMillis());
    until(
        () -> {
          propagation.wake();
          return engine.stores.<Boolean>inTransaction(
              () -> engine.stores.profileJobs().find(ANNA).isEmpty());
        });
  }

  @Test
  void everyRoomHearsEachNameOnceAndInOrder() {
    rename("a");
    until(() -> allRoomsEndWith("a"));
    for (char c = 'b'; c <= 'k'; c++) {
      rename(String.valueOf(c));
    }
    until(() -> allRoomsEndWith("k"));
    settle();
    for (RoomRef room : rooms) {
      assertThat(names(room)).isSorted().doesNotHaveDuplicates().endsWith("k");
    }
  }

  @Test
  void unchangedProfileIsNoChange() {
    rename("a");
    until(this::waits);
    assertThat(transactions.change(ANNA, profile -> profile.named("a"))).isEmpty();
    settle();
    assertThat(rooms).allSatisfy(room -> assertThat(names(room)).containsExactly("a"));
  }

  @Test
  void whoHasLeftIsNotBroughtBack() {
    RoomRef left = rooms.get(ROOMS - 1);
    rename("a");
    await(engine.member(left, ANNA, ANNA, "leave"));
    RoomRef banned = rooms.get(0);
    await(engine.member(banned, ANNA, ANNA, "leave"));
    rename("b");
    rooms.remove(left);
    rooms.remove(banned);
    until(() -> allRoomsEndWith("b"));
    settle();
    for (RoomRef room : List.of(left, banned)) {
      List<StoredEvent> members =
          engine.history(room).stream().filter(e -> ANNA.value().equals(e.stateKey())).toList();
      assertThat(
              EventReader.decode(members.get(members.size() - 1)).content().getString("membership"))
          .isEqualTo("leave");
    }
  }

  @Test
  void roomsThatFailAreTriedAgainLater() {
    engine.poison = "cursed";
    rename("cursed");
    until(
        () ->
            engine.stores.inTransaction(
                () -> engine.stores.profileJobs().find(ANNA).orElseThrow().dueTs() > now.get()));
    assertThat(rooms).allSatisfy(room -> assertThat(names(room)).isEmpty());
    engine.poison = null;
    now.addAndGet(11_000);
    propagation.wake();
    until(() -> allRoomsEndWith("cursed"));
  }

  @Test
  void joinThatWasUnderWayWithTheOldNameIsMended() {
    rename("a");
    until(() -> allRoomsEndWith("a") && waits());
    RoomRef late = engine.createRoom(BERT, null);
    // Its content was made before the change, and it is committed after the first walk.
    await(engine.member(late, ANNA, ANNA, "join"));
    rooms.add(late);
    assertThat(names(late)).isEmpty();
    settle();
    assertThat(names(late)).containsExactly("a");
  }

  @Test
  void anotherServerGoesOnWithWhatIsLeft() {
    assertThat(transactions.change(ANNA, profile -> profile.named("a"))).isPresent();
    ProfileTransactions.Portion begun = transactions.next(ANNA, 16).orElseThrow();
    transactions.done(begun); // as if they had been told
    propagation.wake();
    until(this::waits);
    List<RoomRef> told = rooms.stream().filter(room -> !names(room).isEmpty()).toList();
    assertThat(told).hasSize(ROOMS - 16);
    settle();
    assertThat(rooms).allSatisfy(room -> assertThat(names(room)).containsExactly("a"));
  }
}
