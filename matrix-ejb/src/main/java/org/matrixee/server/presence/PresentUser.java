package org.matrixee.server.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.Presence;
import org.matrixee.model.presence.PresenceState;
import org.matrixee.model.presence.Wakes;
import org.matrixee.server.presence.rules.PresenceStates;

/**
 * One user whose presence is in memory: all devices together.
 *
 * <p>Opening and closing a stream of a user who is here is on the way of every poll: two atomic
 * numbers, no lock.
 */
final class PresentUser {
  /** Activity alone is told, and kept, this seldom. */
  static final long ACTIVITY_PERIOD_MILLIS = 30_000;

  private final UserId user;
  private final AtomicInteger open = new AtomicInteger();

  /** Those of the open streams that show the user online. */
  private final AtomicInteger online = new AtomicInteger();

  /** Streams are open, or the grace time runs. */
  private volatile boolean here;

  /** The user is shown as away since no stream shows more. */
  private volatile boolean idle;

  private volatile boolean retired;
  private volatile long seenNanos;
  private volatile long onlineNanos;
  private volatile long activeMillis;
  private volatile long toldActiveMillis;

  // The rest under this object's lock.

  private @Nullable Presence presence;
  private @Nullable Wakes untold;
  private boolean writing;
  private long takenNanos = System.nanoTime();
  private List<CompletableFuture<Boolean>> waiting = new ArrayList<>();

  /**
   * A change on its way to the database and to others.
   *
   * @param waiting who waits until it is kept
   */
  record Untold(
      PresentUser owner, Presence presence, Wakes wakes, List<CompletableFuture<Boolean>> waiting) {
    UserId user() {
      return owner.user;
    }
  }

  PresentUser(UserId user) {
    this.user = user;
  }

  UserId user() {
    return user;
  }

  boolean isHere() {
    return here;
  }

  /** Whether a stream that opens changes nothing. */
  boolean isShownAs(PresenceState shows) {
    return here && !(idle && shows == PresenceState.ONLINE);
  }

  synchronized boolean isLoaded() {
    return presence != null;
  }

  /** Takes in what was kept, unless that was done before. */
  synchronized void load(Presence kept) {
    if (presence == null) {
      presence = kept;
    }
  }

  /** Takes in what was kept of a user who was here when the server stopped. */
  synchronized void resume(Presence kept, long nowNanos) {
    load(kept);
    seenNanos = nowNanos;
    onlineNanos = nowNanos;
    here = true;
  }

  void open(PresenceState shows) {
    open.incrementAndGet();
    if (shows == PresenceState.ONLINE) {
      online.incrementAndGet();
    }
  }

  void close(PresenceState shows, long nowNanos) {
    seenNanos = nowNanos;
    if (shows == PresenceState.ONLINE) {
      onlineNanos = nowNanos;
      online.decrementAndGet();
    }
    open.decrementAndGet();
  }

  /**
   * The first stream of its kind opened; false if this object has been given up. Must be loaded.
   */
  synchronized boolean arrive(PresenceState shows, long nowMillis) {
    if (retired) {
      return false;
    }
    if (!isShownAs(shows)) {
      here = true;
      idle = shows != PresenceState.ONLINE;
      change(before -> PresenceStates.arrived(before, shows, nowMillis), false);
    }
    return true;
  }

  /**
   * The user chose; counts as a sign of life, so that the grace time begins again. Must be loaded.
   *
   * @return ends when the choice is kept; null if this object has been given up
   */
  synchronized @Nullable CompletionStage<Boolean> choose(
      PresenceState state, @Nullable String statusMsg, long nowMillis, long nowNanos) {
    if (retired) {
      return null;
    }
    seenNanos = nowNanos;
    onlineNanos = nowNanos;
    here = true;
    idle = false;
    change(before -> PresenceStates.chosen(before, state, statusMsg, nowMillis), true);
    CompletableFuture<Boolean> kept = new CompletableFuture<>();
    waiting.add(kept);
    return kept;
  }

  /** Whether the user did something that nobody was told for a while. */
  boolean isActivityDue(long nowMillis) {
    // Two threads may lose one of two times that are almost the same: no harm.
    activeMillis = Math.max(activeMillis, nowMillis);
    return retired || nowMillis - toldActiveMillis >= ACTIVITY_PERIOD_MILLIS;
  }

  /** Something about the user is to be told anyhow; false if this object has been given up. */
  synchronized boolean touch(Wakes wakes) {
    if (retired) {
      return false;
    }
    untold = untold == null ? wakes : untold.and(wakes);
    return true;
  }

  /**
   * Goes offline if the last stream has been closed for too long, and away if all that are open say
   * so for as long; whether that is to be told.
   */
  synchronized boolean expire(long nowNanos, long graceNanos) {
    if (here && !idle && open.get() > 0 && isAway(nowNanos, graceNanos)) {
      idle = true;
      change(PresenceStates::away, false);
      return untold != null;
    }
    if (!here || open.get() > 0 || nowNanos - seenNanos <= graceNanos) {
      return false;
    }
    here = false;
    idle = false;
    // Whoever opened a stream meanwhile saw that the user was still here, and relies on it.
    if (open.get() > 0) {
      here = true;
      return false;
    }
    change(PresenceStates::gone, false);
    return untold != null;
  }

  private boolean isAway(long nowNanos, long graceNanos) {
    return online.get() == 0
        && nowNanos - onlineNanos > graceNanos
        && merged().state().level() > PresenceState.UNAVAILABLE.level();
  }

  /**
   * Whether all that this object knows is kept. If only activity is not, that is to be told now.
   */
  synchronized boolean isSettled() {
    if (untold == null && !writing && activeMillis > toldActiveMillis) {
      untold = Wakes.NOBODY;
    }
    return untold == null && !writing;
  }

  /** Gives this object up, unless somebody began to use it again. */
  synchronized boolean retire(long nowNanos) {
    retired =
        !here
            && open.get() == 0
            && untold == null
            && !writing
            && nowNanos - takenNanos > TimeUnit.MILLISECONDS.toNanos(ACTIVITY_PERIOD_MILLIS);
    return retired;
  }

  private void change(UnaryOperator<Presence> transition, boolean always) {
    Presence before = merged();
    Presence after = transition.apply(before);
    presence = after;
    boolean news = PresenceStates.isNews(before, after);
    if (always || !after.equals(before)) {
      Wakes wakes = news ? Wakes.EVERYONE : Wakes.NOBODY;
      untold = untold == null ? wakes : untold.and(wakes);
    }
  }

  /** The present state; null if what was kept is not loaded. */
  synchronized @Nullable Presence current() {
    return presence == null ? null : merged();
  }

  /** Adds to a kept presence what this object knows of activity. */
  Presence withActivity(Presence kept) {
    long active = activeMillis;
    return active == 0 ? kept : PresenceStates.active(kept, active);
  }

  private Presence merged() {
    Presence known = presence;
    if (known == null) {
      throw new IllegalStateException("the presence of " + user + " is not loaded");
    }
    return withActivity(known);
  }

  /** Takes what is to be told, which is then on its way; null if nothing is. Must be loaded. */
  synchronized @Nullable Untold take() {
    Wakes wakes = untold;
    if (wakes == null) {
      return null;
    }
    Presence now = merged();
    presence = now;
    toldActiveMillis = activeMillis;
    takenNanos = System.nanoTime();
    untold = null;
    writing = true;
    Untold taken = new Untold(this, now, wakes, waiting);
    waiting = new ArrayList<>();
    return taken;
  }

  /** What was taken is kept. */
  synchronized void kept() {
    writing = false;
  }

  /** What was taken could not be kept, and must be tried again. */
  synchronized void failed(Untold taken) {
    writing = false;
    untold = untold == null ? taken.wakes() : untold.and(taken.wakes());
  }
}
