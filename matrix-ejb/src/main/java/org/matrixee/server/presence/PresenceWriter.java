package org.matrixee.server.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Account;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.config.Threads;
import org.matrixee.server.presence.PresentUser.Untold;
import org.matrixee.store.presence.PresenceChange;
import org.matrixee.store.presence.StoredPresence;

/**
 * Keeps changes of presence, and then tells them: many users in one transaction and one message,
 * each user's newest only. Works on one thread at a time, and holds none while it has nothing to
 * do.
 */
@ApplicationScoped
public class PresenceWriter {
  private static final Logger LOG = Logger.getLogger(PresenceWriter.class);

  private static final int MAX_BATCH = 500;

  /** Sweeping every fifth tick is precise enough. */
  private static final int TICKS_PER_SWEEP = 5;

  /**
   * How far positions jump at a start: further than those that were given and never kept, so that a
   * token never stands above the changes to come.
   */
  private static final long JUMP = 1000;

  private final AtomicBoolean running = new AtomicBoolean();

  /** What was kept and could not be sent yet; only the running thread touches it. */
  private final Map<UserId, PresenceUpdate> unsent = new LinkedHashMap<>();

  private volatile boolean hasUnsent;
  private volatile boolean started;
  private long last;
  private long lastSent;
  private int ticks;

  private PresenceRegister register;
  private RemotePresences others;
  private PresenceTransactions transactions;
  private PresenceQueue queue;
  private Threads threads;
  private Event<PresenceStarted> begun;

  /** For the container's proxies. */
  protected PresenceWriter() {}

  /** With what it needs. */
  @Inject
  public PresenceWriter(
      PresenceRegister register,
      RemotePresences others,
      PresenceTransactions transactions,
      PresenceQueue queue,
      Threads threads,
      Event<PresenceStarted> begun) {
    this.register = register;
    this.others = others;
    this.transactions = transactions;
    this.queue = queue;
    this.threads = threads;
    this.begun = begun;
  }

  /** Goes on from what the database has; runs once, before any request is served. */
  public void start() {
    register.resume(transactions.awake());
    last = transactions.maxPosition() + JUMP;
    forgetOthers();
    lastSent = last;
    begun.fire(new PresenceStarted(last));
    started = true;
  }

  /** What other servers said before is no record: they are asked again. */
  private void forgetOthers() {
    List<PresenceChange> offline = new ArrayList<>();
    for (UserId user : transactions.knownOfOthers()) {
      offline.add(new PresenceChange(new UserPresence(user, Presence.NEVER, null, null), ++last));
      if (offline.size() == MAX_BATCH) {
        transactions.saveOfOthers(offline);
        offline = new ArrayList<>();
      }
    }
    transactions.saveOfOthers(offline);
  }

  /** Runs often: takes users offline whose time is over, and starts the work that there is. */
  public void tick() {
    if (!started) {
      return;
    }
    ticks = (ticks + 1) % TICKS_PER_SWEEP;
    if (ticks == 0) {
      register.sweep(System.nanoTime());
    }
    if (register.hasChanges() || others.hasChanges() || hasUnsent) {
      kick();
    }
  }

  /** Starts the work at once, for whoever waits for it. */
  public void kick() {
    if (!running.get()) {
      threads.executor().execute(this::run);
    }
  }

  /**
   * Keeps and tells what there is.
   *
   * @return false, at once, if another thread does so
   */
  boolean run() {
    if (!started) {
      return true;
    }
    if (!running.compareAndSet(false, true)) {
      return false;
    }
    try {
      boolean more = true;
      while (more) {
        List<Untold> taken = register.take(MAX_BATCH);
        if (!taken.isEmpty()) {
          keep(taken);
        }
        List<RemotePresences.Change> said = others.take(MAX_BATCH);
        if (!said.isEmpty()) {
          keepOfOthers(said);
        }
        more = taken.size() == MAX_BATCH || said.size() == MAX_BATCH;
        send();
      }
    } catch (RuntimeException e) {
      LOG.warnf("Presence could not be kept or told and is tried again: %s", e);
    } finally {
      running.set(false);
    }
    return true;
  }

  private void keep(List<Untold> taken) {
    List<StoredPresence> rows = new ArrayList<>(taken.size());
    for (Untold untold : taken) {
      rows.add(new StoredPresence(untold.user(), untold.presence(), ++last));
    }
    Map<UserId, Account> accounts;
    try {
      accounts = transactions.save(rows);
    } catch (RuntimeException e) {
      register.failed(taken);
      taken.forEach(
          untold -> untold.waiting().forEach(waiting -> waiting.completeExceptionally(e)));
      throw e;
    }
    register.kept(taken);
    for (int i = 0; i < rows.size(); i++) {
      Untold untold = taken.get(i);
      @Nullable Account account = accounts.get(untold.user());
      UserPresence shown =
          new UserPresence(
              untold.user(),
              untold.presence(),
              account == null ? null : account.displayName(),
              account == null ? null : account.avatarUrl());
      tell(shown, rows.get(i).position(), untold.wakes());
    }
    taken.forEach(untold -> untold.waiting().forEach(waiting -> waiting.complete(true)));
  }

  private void keepOfOthers(List<RemotePresences.Change> said) {
    List<PresenceChange> rows = new ArrayList<>(said.size());
    for (RemotePresences.Change change : said) {
      rows.add(new PresenceChange(change.shown(), ++last));
    }
    try {
      transactions.saveOfOthers(rows);
    } catch (RuntimeException e) {
      others.failed(said);
      throw e;
    }
    for (int i = 0; i < rows.size(); i++) {
      tell(rows.get(i).shown(), rows.get(i).position(), said.get(i).wakes());
    }
  }

  private void tell(UserPresence shown, long position, Wakes wakes) {
    @Nullable PresenceUpdate older = unsent.remove(shown.user());
    Wakes all = older == null ? wakes : wakes.and(older.wakes());
    unsent.put(shown.user(), new PresenceUpdate(shown, position, all));
  }

  /** Sends what is kept; what cannot be sent waits for the next time, each user's newest. */
  private void send() {
    if (unsent.isEmpty()) {
      return;
    }
    try {
      queue.send(new PresenceBatch(lastSent, last, List.copyOf(unsent.values())));
    } catch (RuntimeException e) {
      if (!hasUnsent) {
        LOG.warnf("Changes of presence wait, since the queue refuses them: %s", e);
      }
      hasUnsent = true;
      return;
    }
    lastSent = last;
    unsent.clear();
    hasUnsent = false;
  }
}
