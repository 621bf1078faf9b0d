package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.presence.PresenceBatch;
import org.matrixee.server.presence.PresenceStarted;
import org.matrixee.store.presence.PresenceAudience;
import org.matrixee.store.presence.PresenceChange;

/**
 * The stream of presence: each user's newest change, by its place. Every change is in the database
 * before it comes in here, so that whoever asks for what memory has not gets it from there.
 *
 * <p>Changes are released in steps, and the more streams a step wakes, the longer the next one
 * waits: a flood of changes costs no more than a share of the machine, and only gets slower.
 */
@ApplicationScoped
public class PresenceStream {
  /** What a woken stream is allowed to cost, in time until the next step. */
  private static final Duration STEP_PER_STREAM = Duration.ofNanos(500_000);

  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  private final ConcurrentNavigableMap<Long, Follower> changes = new ConcurrentSkipListMap<>();

  /** Up to here memory may lack changes. */
  private volatile long floor;

  private volatile long received;
  private volatile long released;
  private long nextStepNanos = System.nanoTime();

  /** Where the step before the last one began. */
  private long wokenFrom;

  private Followers followers;
  private SyncReader reader;

  /**
   * What changed for somebody.
   *
   * @param end up to where
   * @param worthTelling whether a waiting request ends with it
   */
  public record Changes(List<UserPresence> presence, long end, boolean worthTelling) {
    /** Copies the list. */
    public Changes {
      presence = List.copyOf(presence);
    }
  }

  /** For the container's proxies. */
  protected PresenceStream() {}

  /** With what it needs. */
  @Inject
  public PresenceStream(Followers followers, SyncReader reader) {
    this.followers = followers;
    this.reader = reader;
  }

  /** Begins where the server stopped: older changes are only in the database. */
  synchronized void onStarted(@Observes PresenceStarted started) {
    floor = started.position();
    received = started.position();
    released = started.position();
    wokenFrom = started.position();
  }

  /** How far the stream can be read. */
  long readable() {
    return released;
  }

  /** Takes in changes, which are released later. */
  synchronized void takeIn(PresenceBatch batch) {
    if (batch.upTo() <= received) {
      return; // the queue repeated itself
    }
    followers.prepare(batch.updates().stream().map(update -> update.shown().user()).toList());
    if (batch.after() > received) {
      // A message was lost: what it told is read from the database by whoever needs it.
      floor = Math.max(floor, batch.after());
    }
    for (PresenceUpdate update : batch.updates()) {
      Follower changed = followers.follow(update.shown().user());
      @Nullable ToldPresence before = changed.presence();
      changed.tell(before == null ? ToldPresence.first(update) : before.then(update));
      changes.put(update.position(), changed);
      if (before != null) {
        changes.remove(before.position());
      }
    }
    received = batch.upTo();
  }

  /**
   * Releases what was taken in, if it is time.
   *
   * @param wake wakes requests
   */
  void release(long nowNanos, Consumer<Set<Waiter<?>>> wake) {
    if (received == released) {
      return;
    }
    Set<Waiter<?>> woken = new HashSet<>();
    synchronized (this) {
      if (nowNanos - nextStepNanos < 0) {
        return;
      }
      long known = released;
      released = received;
      for (Follower changed : changes.subMap(known, false, released, true).values()) {
        addWaiting(changed, wokenFrom, woken);
      }
      // Who was woken by the last step may find that a newer change, which by itself wakes nobody,
      // has taken the place of the one that woke: so the next step wakes for both.
      wokenFrom = known;
      long step = woken.size() * STEP_PER_STREAM.toNanos();
      nextStepNanos = nowNanos + Math.min(step, LONGEST_STEP.toNanos());
    }
    wake.accept(woken);
  }

  /** Adds the requests that end with a user's change, if that came after a position. */
  private void addWaiting(Follower changed, long known, Set<Waiter<?>> woken) {
    ToldPresence told = changed.presence();
    if (told == null) {
      return;
    }
    if (told.newsForAll() > known) {
      followers.forEachViewer(changed, viewer -> woken.addAll(viewer.waiting()));
    } else if (told.newsForSome() > known) {
      told.some()
          .rooms()
          .forEach(
              room -> followers.inRoom(room).forEach(viewer -> woken.addAll(viewer.waiting())));
      for (UserId user : told.some().users()) {
        Follower viewer = followers.find(user);
        if (viewer != null) {
          woken.addAll(viewer.waiting());
        }
      }
    }
  }

  /**
   * What changed for a user.
   *
   * @param from the client's position
   * @param limit the most changes
   */
  Changes read(Follower viewer, long from, int limit) {
    long upTo = released;
    if (from == upTo || limit <= 0) {
      return new Changes(List.of(), limit <= 0 ? from : upTo, false);
    }
    // A position from the future can only come from a database that was set back.
    long known = from > upTo ? StreamToken.Live.UNKNOWN : from;
    List<UserPresence> found = new ArrayList<>();
    boolean news = false;
    long end = upTo;
    for (Map.Entry<Long, Follower> change : changes.subMap(known, false, upTo, true).entrySet()) {
      ToldPresence told = change.getValue().presence();
      // Changed once more meanwhile: that comes with the next step.
      boolean newest = told != null && told.position() == change.getKey();
      if (told != null && newest && viewer.seesPresenceOf(change.getValue())) {
        found.add(told.shown());
        news |= told.isNewsFor(viewer, known);
        if (found.size() == limit) {
          end = told.position();
          break;
        }
      }
    }
    // Asked last: what left the memory meanwhile raised the floor before.
    return known < floor ? stored(viewer, known, upTo, limit) : new Changes(found, end, news);
  }

  private Changes stored(Follower viewer, long known, long upTo, int limit) {
    PresenceAudience audience = audience(viewer, viewer.joinedRooms());
    List<PresenceChange> found = reader.presence(audience, known, limit);
    long end = found.size() < limit ? upTo : found.get(found.size() - 1).position();
    return new Changes(shown(found), Math.min(end, upTo), !found.isEmpty());
  }

  /** The presence of everyone in rooms that a user has just entered. */
  List<UserPresence> inRooms(List<Long> rooms) {
    PresenceAudience audience = new PresenceAudience(rooms, List.of());
    return shown(reader.presence(audience, StreamToken.Live.UNKNOWN, Integer.MAX_VALUE));
  }

  private static PresenceAudience audience(Follower viewer, List<Long> rooms) {
    List<UserId> users = new ArrayList<>(viewer.contacts());
    users.add(viewer.user());
    return new PresenceAudience(rooms, users);
  }

  private static List<UserPresence> shown(List<PresenceChange> found) {
    return found.stream().map(PresenceChange::shown).toList();
  }

  /** Forgets the presence of a user who is gone. */
  void forget(Follower gone) {
    ToldPresence told = gone.presence();
    if (told != null) {
      // The floor rises first: a reader that checks it afterwards asks the database.
      raiseFloor(told.position());
      changes.remove(told.position(), gone);
    }
  }

  private synchronized void raiseFloor(long position) {
    floor = Math.max(floor, position);
  }
}
