package org.matrixee.server.federation.presence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.PresenceUpdate;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.federation.out.DestinationRecovered;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.presence.rules.PresenceEdu;
import org.matrixee.server.presence.PresenceBatch;
import org.matrixee.server.presence.PresenceObserver;
import org.matrixee.server.presence.PresenceStarted;

/**
 * Tells other servers how users of this one are: those that share a room with the user, and those
 * that watch. Changes gather for a second, each user's newest, so that a flood of them is a few
 * EDUs; mere activity gathers longer. Only users of this server are ever told of.
 *
 * <p>2014: presence-profile-voip, 5.
 */
@ApplicationScoped
public class PresencePushes {
  /** Activity by itself is no hurry. */
  private static final Duration ACTIVITY_WAITS = Duration.ofSeconds(10);

  /** A server that comes into a room again so soon knows who is there. */
  private static final Duration GREETED = Duration.ofMinutes(1);

  private static final int MOST_AT_ONCE = 500;
  private static final int MOST_GREETINGS = 10_000;

  /** The most users that a server is told of after an outage: the newest changes. */
  private static final int MOST_AFTER_OUTAGE = 5000;

  /** Few enough that an EDU stays small. */
  private static final int USERS_PER_EDU = 50;

  private static final int LATE = 3000;

  // Guarded by this object.
  private final Map<UserId, UserPresence> untold = new LinkedHashMap<>();
  private final Map<Greeting, Long> greeted = new HashMap<>();
  private final Set<Greeting> greetings = new HashSet<>();
  private final Set<ServerName> recovered = new HashSet<>();
  private boolean urgent;
  private long oldestTs;

  private volatile boolean begin;
  private volatile long startPosition = Long.MAX_VALUE;

  private MatrixConfig config;
  private PresenceReader reader;
  private OutgoingEdus edus;
  private Clock clock;

  /** A server that came into a room. */
  private record Greeting(long roomNid, ServerName server) {}

  /** For the container's proxies. */
  protected PresencePushes() {}

  /** With what it needs. */
  @Inject
  public PresencePushes(
      MatrixConfig config, PresenceReader reader, OutgoingEdus edus, Clock clock) {
    this.config = config;
    this.reader = reader;
    this.edus = edus;
    this.clock = clock;
  }

  private boolean isOff() {
    return !config.federation().on() || !config.presence().acrossServers();
  }

  /** Everyone is told anew who is here, since nobody knows what they were told before. */
  void onStarted(@Observes PresenceStarted started) {
    startPosition = started.position();
    begin = true;
  }

  /** Takes in changes that are kept and that clients here are told. */
  void onPresence(@Observes PresenceBatch batch) {
    if (isOff()) {
      return;
    }
    synchronized (this) {
      if (untold.isEmpty()) {
        oldestTs = clock.millis();
      }
      for (PresenceUpdate update : batch.updates()) {
        if (isOurs(update.shown().user())) {
          untold.put(update.shown().user(), update.shown());
          urgent |= !update.wakes().isNobody();
        }
      }
    }
  }

  private boolean isOurs(UserId user) {
    return user.server().equals(config.serverName());
  }

  /** A server whose user enters a room is told who of ours is there. */
  void onAppended(@Observes @Priority(LATE) RoomEventsAppended appended) {
    if (isOff()) {
      return;
    }
    for (Appended each : appended.events()) {
      if (each.membership() == Membership.JOIN && !PresenceObserver.wasThere(each.event())) {
        UserId.parse(each.event().stateKey())
            .filter(joined -> !isOurs(joined))
            .ifPresent(joined -> greet(each.event().roomNid(), joined.server()));
      }
    }
  }

  private synchronized void greet(long roomNid, ServerName server) {
    long now = clock.millis();
    greeted.values().removeIf(since -> now - since > GREETED.toMillis());
    Greeting greeting = new Greeting(roomNid, server);
    if (greeted.size() < MOST_GREETINGS && greeted.putIfAbsent(greeting, now) == null) {
      greetings.add(greeting);
    }
  }

  /** What a server missed it is told anew. */
  void onRecovered(@Observes DestinationRecovered again) {
    if (!isOff()) {
      synchronized (this) {
        recovered.add(again.destination());
      }
    }
  }

  /** Sends what has gathered; by one thread at a time. */
  void flush() {
    if (isOff()) {
      return;
    }
    List<UserPresence> taken = take();
    while (!taken.isEmpty()) {
      try {
        tell(taken, null);
      } catch (RuntimeException e) {
        putBack(taken);
        throw e;
      }
      taken = take();
    }
    introduce();
  }

  private synchronized void putBack(List<UserPresence> taken) {
    taken.forEach(shown -> untold.putIfAbsent(shown.user(), shown));
    urgent = true;
  }

  private synchronized List<UserPresence> take() {
    boolean waits = !urgent && clock.millis() - oldestTs < ACTIVITY_WAITS.toMillis();
    if (waits || untold.isEmpty()) {
      return List.of();
    }
    List<UserPresence> taken = new ArrayList<>();
    Iterator<UserPresence> each = untold.values().iterator();
    while (each.hasNext() && taken.size() < MOST_AT_ONCE) {
      taken.add(each.next());
      each.remove();
    }
    urgent &= !untold.isEmpty();
    return taken;
  }

  private void introduce() {
    if (begin) {
      inParts(reader.ofOurs(Long.MAX_VALUE, Integer.MAX_VALUE), null);
      begin = false;
    }
    Set<ServerName> back = copy(recovered);
    if (!back.isEmpty()) {
      inParts(reader.ofOurs(startPosition, MOST_AFTER_OUTAGE), back);
      forget(recovered, back);
    }
    Set<Greeting> entered = copy(greetings);
    if (!entered.isEmpty()) {
      inParts(
          reader.awakeIn(entered.stream().map(Greeting::roomNid).collect(Collectors.toSet())),
          entered.stream().map(Greeting::server).collect(Collectors.toSet()));
      forget(greetings, entered);
    }
  }

  private synchronized <T> Set<T> copy(Set<T> waiting) {
    return Set.copyOf(waiting);
  }

  private synchronized <T> void forget(Set<T> waiting, Set<T> done) {
    waiting.removeAll(done);
  }

  private void inParts(List<UserPresence> users, @Nullable Set<ServerName> only) {
    for (int from = 0; from < users.size(); from += MOST_AT_ONCE) {
      tell(users.subList(from, Math.min(users.size(), from + MOST_AT_ONCE)), only);
    }
  }

  /**
   * Tells those who may know.
   *
   * @param only these servers; null for all
   */
  private void tell(List<UserPresence> users, @Nullable Set<ServerName> only) {
    Map<UserId, Set<ServerName>> audience =
        reader.audience(users.stream().map(UserPresence::user).toList());
    Map<ServerName, List<UserPresence>> byServer = new HashMap<>();
    for (UserPresence shown : users) {
      for (ServerName server : audience.getOrDefault(shown.user(), Set.of())) {
        if (only == null || only.contains(server)) {
          byServer.computeIfAbsent(server, each -> new ArrayList<>()).add(shown);
        }
      }
    }
    byServer.forEach(this::push);
  }

  /** Tells a server of users, whom it must be allowed to see. */
  void push(ServerName server, Collection<UserPresence> users) {
    List<UserPresence> all = List.copyOf(users);
    // Who does not answer is told everything anew when that is over: one EDU may wait, not all.
    String key = edus.isFailing(server) ? "push" : null;
    for (int from = 0; from < all.size(); from += USERS_PER_EDU) {
      List<UserPresence> part = all.subList(from, Math.min(all.size(), from + USERS_PER_EDU));
      edus.send(server, PresenceEdu.TYPE, now -> PresenceEdu.push(part, now), key);
    }
  }
}
