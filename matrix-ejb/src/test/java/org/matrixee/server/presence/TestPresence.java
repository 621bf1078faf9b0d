package org.matrixee.server.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.Engine.Observers;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.store.memory.InMemoryStores;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.StoredPresence;

/** Presence on stores in memory, with a queue that delivers at once, or refuses. */
public final class TestPresence {
  public final HandClock clock = new HandClock();
  public final PresenceRegister register;
  public final RemotePresences others;
  public final PresenceWriter writer;
  public final PresenceObserver observer;
  public final List<Consumer<PresenceStarted>> onStarted = new ArrayList<>();
  public final List<Consumer<PresenceBatch>> onBatch = new CopyOnWriteArrayList<>();

  /** How many transactions were asked for. */
  public final AtomicInteger transactions = new AtomicInteger();

  /** Whether the queue refuses messages. */
  public volatile boolean queueFails;

  /** Whether the queue loses messages. */
  public volatile boolean queueLoses;

  /** Whether the database refuses to keep anything. */
  public volatile boolean databaseFails;

  private final InMemoryStores stores;

  /** Presence of a server on these rows; not started. */
  public TestPresence(InMemoryStores stores, MatrixConfig config, Threads threads) {
    this.stores = stores;
    PresenceTransactions inTransactions = new InTransactions();
    register = new PresenceRegister(config, inTransactions, clock);
    others = new RemotePresences(clock);
    writer =
        new PresenceWriter(
            register, others, inTransactions, new Queue(), threads, new Observers<>(onStarted));
    observer = new PresenceObserver(config, register, others);
  }

  /** A user chooses; not yet kept. */
  public void choose(UserId user, PresenceState state, String message) {
    CompletionStage<Boolean> later = register.choose(user, state, message);
    assert later != null;
  }

  /** Lets a time pass after which streams that are closed do not count any more. */
  public void passGrace() {
    register.sweep(System.nanoTime() + Duration.ofDays(1).toNanos());
  }

  /** Events were committed. */
  public void onAppended(RoomEventsAppended appended) {
    observer.onAppended(appended);
  }

  /** A presence list was changed. */
  public void onListChanged(PresenceListChanged changed) {
    observer.onListChanged(changed);
  }

  /** Keeps and tells what there is, also if a thread of the writer's own has begun with it. */
  public void run() {
    while (!writer.run()) {
      Thread.onSpinWait();
    }
  }

  /** Something about a user is to be told. */
  public void touch(UserId user, Wakes wakes) {
    register.touch(user, wakes);
  }

  /** A user sent a message. */
  public void active(UserId user) {
    register.active(user);
  }

  /** What is kept of a user. */
  public Presence kept(UserId user) {
    return stores.inTransaction(
        () -> stores.presences().find(List.of(user)).getOrDefault(user, Presence.NEVER));
  }

  /** The present state of a user. */
  public Presence now(UserId user) {
    return register.find(user).orElseGet(() -> kept(user));
  }

  private final class InTransactions extends PresenceTransactions {
    InTransactions() {
      super(stores.presences(), stores.accounts());
    }

    @Override
    public Map<UserId, Presence> find(Collection<UserId> users) {
      transactions.incrementAndGet();
      return stores.inTransaction(() -> super.find(users));
    }

    @Override
    public List<StoredPresence> awake() {
      return stores.inTransaction(super::awake);
    }

    @Override
    public long maxPosition() {
      return stores.inTransaction(super::maxPosition);
    }

    @Override
    public void saveOfOthers(List<PresenceChange> changed) {
      transactions.incrementAndGet();
      if (databaseFails) {
        throw new IllegalStateException("the database is down");
      }
      stores.run(() -> super.saveOfOthers(changed));
    }

    @Override
    public List<UserId> knownOfOthers() {
      return stores.inTransaction(super::knownOfOthers);
    }

    @Override
    public Map<UserId, Account> save(List<StoredPresence> changed) {
      transactions.incrementAndGet();
      if (databaseFails) {
        throw new IllegalStateException("the database is down");
      }
      return stores.inTransaction(() -> super.save(changed));
    }
  }

  private final class Queue extends PresenceQueue {
    @Override
    void send(PresenceBatch batch) {
      if (queueFails) {
        throw new IllegalStateException("the queue is down");
      }
      if (!queueLoses) {
        PresenceBatch read = PresenceBatchFormat.read(PresenceBatchFormat.write(batch));
        onBatch.forEach(observer -> observer.accept(read));
      }
    }
  }

  /** A clock that tests set. */
  public static final class HandClock extends Clock {
    private final AtomicLong millis = new AtomicLong(1_412_600_000_000L);

    /** Lets time pass. */
    public void pass(Duration time) {
      millis.addAndGet(time.toMillis());
    }

    @Override
    public long millis() {
      return millis.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
