package org.matrixee.server.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.presence.PresentUser.Untold;
import org.matrixee.store.presence.StoredPresence;

/**
 * Who is here: the users with an open event stream, those whose grace time runs, and those of whom
 * something is still to be kept. Everyone else is offline, and only in the database.
 */
@ApplicationScoped
public class PresenceRegister {
  private final ConcurrentMap<String, PresentUser> users = new ConcurrentHashMap<>();
  private final Set<PresentUser> changed = ConcurrentHashMap.newKeySet();

  private PresenceTransactions transactions;
  private Clock clock;
  private long graceNanos;

  /** For the container's proxies. */
  protected PresenceRegister() {}

  /** With what it needs. */
  @Inject
  public PresenceRegister(MatrixConfig config, PresenceTransactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.graceNanos = config.presence().grace().toNanos();
  }

  /**
   * Takes over who was here when the server stopped. Each has the grace time to come back: so a
   * restart does not show, and nobody stays online for ever.
   */
  void resume(Collection<StoredPresence> awake) {
    long now = System.nanoTime();
    for (StoredPresence stored : awake) {
      users
          .computeIfAbsent(stored.user().value(), id -> new PresentUser(stored.user()))
          .resume(stored.presence(), now);
    }
  }

  /** A user opened an event stream, and is online. To be followed by {@link #closed}. */
  public void opened(UserId user) {
    opened(user, PresenceState.ONLINE);
  }

  /**
   * A user opened an event stream. To be followed by {@link #closed}.
   *
   * @param shows what the stream shows of the user; one that shows nothing is no sign of life
   */
  public void opened(UserId user, PresenceState shows) {
    while (shows != PresenceState.OFFLINE) {
      PresentUser present = present(user);
      present.open(shows);
      if (present.isShownAs(shows)) {
        return;
      }
      if (arrive(present, shows)) {
        changed.add(present);
        return;
      }
      users.remove(user.value(), present);
    }
  }

  private boolean arrive(PresentUser present, PresenceState shows) {
    boolean arrived = false;
    try {
      load(present);
      arrived = present.arrive(shows, clock.millis());
    } finally {
      if (!arrived) {
        present.close(shows, System.nanoTime());
      }
    }
    return arrived;
  }

  /** A user's event stream ended, however. */
  public void closed(UserId user) {
    closed(user, PresenceState.ONLINE);
  }

  /** A user's event stream ended, which showed something of the user. */
  public void closed(UserId user, PresenceState shows) {
    PresentUser present = users.get(user.value());
    if (present != null && shows != PresenceState.OFFLINE) {
      present.close(shows, System.nanoTime());
    }
  }

  /** A user sent something. Quick: no lock and no database. */
  void active(UserId user) {
    long now = clock.millis();
    if (present(user).isActivityDue(now)) {
      touch(user, Wakes.NOBODY, now);
    }
  }

  /** Something about a user is to be told that is not kept here, such as the name. */
  void touch(UserId user, Wakes wakes) {
    touch(user, wakes, 0);
  }

  private void touch(UserId user, Wakes wakes, long activeMillis) {
    while (true) {
      PresentUser present = present(user);
      if (activeMillis > 0 && !present.isActivityDue(activeMillis)) {
        return;
      }
      if (present.touch(wakes)) {
        changed.add(present);
        return;
      }
      users.remove(user.value(), present);
    }
  }

  /** The same, if the user is here. */
  void touchIfHere(UserId user, Wakes wakes) {
    PresentUser present = users.get(user.value());
    if (present != null && present.isHere() && present.touch(wakes)) {
      changed.add(present);
    }
  }

  /** A user chose a state; the stage ends when that is kept. */
  CompletionStage<Boolean> choose(UserId user, PresenceState state, @Nullable String statusMsg) {
    while (true) {
      PresentUser present = present(user);
      load(present);
      CompletionStage<Boolean> kept =
          present.choose(state, statusMsg, clock.millis(), System.nanoTime());
      if (kept != null) {
        changed.add(present);
        return kept;
      }
      users.remove(user.value(), present);
    }
  }

  /** The present state of a user who is in memory. */
  Optional<Presence> find(UserId user) {
    return Optional.ofNullable(users.get(user.value())).map(PresentUser::current);
  }

  /** The present state of a user of whom the database has the given. */
  public Presence current(UserId user, Presence kept) {
    PresentUser present = users.get(user.value());
    if (present == null) {
      return kept;
    }
    Presence current = present.current();
    return current == null ? present.withActivity(kept) : current;
  }

  private PresentUser present(UserId user) {
    PresentUser known = users.get(user.value());
    return known != null ? known : users.computeIfAbsent(user.value(), id -> new PresentUser(user));
  }

  private void load(PresentUser present) {
    if (!present.isLoaded()) {
      Map<UserId, Presence> kept = transactions.find(List.of(present.user()));
      present.load(kept.getOrDefault(present.user(), Presence.NEVER));
    }
  }

  /** Takes users offline whose grace time is over, and forgets those who are. */
  void sweep(long nowNanos) {
    for (PresentUser present : users.values()) {
      if (present.expire(nowNanos, graceNanos)) {
        changed.add(present);
      }
      if (!present.isHere()) {
        if (!present.isSettled()) {
          changed.add(present);
        } else if (present.retire(nowNanos)) {
          users.remove(present.user().value(), present);
        }
      }
    }
  }

  boolean hasChanges() {
    return !changed.isEmpty();
  }

  /** Takes changes to keep and to tell, each user's newest; by one thread at a time. */
  List<Untold> take(int most) {
    List<PresentUser> batch = new ArrayList<>();
    for (Iterator<PresentUser> each = changed.iterator(); each.hasNext() && batch.size() < most; ) {
      batch.add(each.next());
      // Removed first, looked at later: a change that comes in between adds it again.
      each.remove();
    }
    try {
      loadAll(batch.stream().filter(present -> !present.isLoaded()).toList());
    } catch (RuntimeException e) {
      changed.addAll(batch);
      throw e;
    }
    List<Untold> taken = new ArrayList<>(batch.size());
    for (PresentUser present : batch) {
      Untold untold = present.take();
      if (untold != null) {
        taken.add(untold);
      }
    }
    return taken;
  }

  private void loadAll(List<PresentUser> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    Map<UserId, Presence> kept =
        transactions.find(unknown.stream().map(PresentUser::user).toList());
    unknown.forEach(present -> present.load(kept.getOrDefault(present.user(), Presence.NEVER)));
  }

  /** What was taken is kept. */
  void kept(List<Untold> taken) {
    taken.forEach(untold -> untold.owner().kept());
  }

  /** What was taken could not be kept: it is tried again later. */
  void failed(List<Untold> taken) {
    for (Untold untold : taken) {
      untold.owner().failed(untold);
      changed.add(untold.owner());
    }
  }
}
