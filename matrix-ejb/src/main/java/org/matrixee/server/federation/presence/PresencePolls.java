package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.out.DestinationRecovered;
import org.matrixee.server.federation.out.OutgoingEdus;
import org.matrixee.server.federation.presence.rules.PresenceEdu;
import org.matrixee.server.presence.PresenceStarted;
import org.matrixee.server.presence.RemotePresences;
import org.matrixee.server.presence.RemotePresences.Known;

/**
 * Asks other servers for those whom users of this one may watch, and notices servers that are gone.
 *
 * <p>2014: presence-profile-voip, 5: "about 1 minute without any message, about 1 hour overall,
 * after which state counts as stale and is polled again; any message from a peer proves it alive".
 * Here the minute is a fifth of {@code MATRIX_PRESENCE_REMOTE_TIMEOUT}; after the whole of it the
 * server's users count as offline.
 */
@ApplicationScoped
public class PresencePolls {
  private static final int USERS_PER_EDU = 100;
  private static final int QUESTIONS_PER_TIMEOUT = 5;
  private static final int MOST_QUESTIONS = 1000;
  private static final Duration STALE = Duration.ofHours(1);

  /** Servers that came back; guarded by itself. */
  private final Set<ServerName> again = new HashSet<>();

  private final Map<ServerName, Long> askedTs = new ConcurrentHashMap<>();
  private volatile boolean begin;

  private MatrixConfig config;
  private PresenceReader reader;
  private RemotePresences others;
  private OutgoingEdus edus;
  private Threads threads;
  private Clock clock;

  /** For the container's proxies. */
  protected PresencePolls() {}

  /** With what it needs. */
  @Inject
  public PresencePolls(
      MatrixConfig config,
      PresenceReader reader,
      RemotePresences others,
      OutgoingEdus edus,
      Threads threads,
      Clock clock) {
    this.config = config;
    this.reader = reader;
    this.others = others;
    this.edus = edus;
    this.threads = threads;
    this.clock = clock;
  }

  private boolean isOff() {
    return !config.federation().on() || !config.presence().acrossServers();
  }

  void onStarted(@Observes PresenceStarted started) {
    begin = true;
  }

  /** What was to be told may be lost: it is asked for once more. */
  void onRecovered(@Observes DestinationRecovered back) {
    synchronized (again) {
      again.add(back.destination());
    }
  }

  /** Users of this server stopped watching others whom nobody here watches now. */
  void onUnwatched(@Observes(during = TransactionPhase.AFTER_SUCCESS) Unwatched unwatched) {
    // On another thread: this one still belongs to the transaction that has just ended.
    threads.executor().execute(() -> unpoll(unwatched.users()));
  }

  private void unpoll(Set<UserId> users) {
    if (!isOff()) {
      byServer(users)
          .forEach(
              (server, theirs) ->
                  parts(theirs)
                      .forEach(
                          part ->
                              edus.send(server, PresenceEdu.TYPE, PresenceEdu.unpoll(part), null)));
    }
  }

  /** Asks the users' servers. */
  void poll(Collection<UserId> users) {
    if (!isOff()) {
      byServer(users).forEach(this::poll);
    }
  }

  private void poll(ServerName server, List<UserId> users) {
    String key = edus.isFailing(server) ? "poll" : null;
    parts(users).forEach(part -> edus.send(server, PresenceEdu.TYPE, PresenceEdu.poll(part), key));
  }

  private static Map<ServerName, List<UserId>> byServer(Collection<UserId> users) {
    return users.stream().collect(Collectors.groupingBy(UserId::server));
  }

  private static List<List<UserId>> parts(List<UserId> users) {
    List<List<UserId>> parts = new ArrayList<>();
    for (int from = 0; from < users.size(); from += USERS_PER_EDU) {
      parts.add(users.subList(from, Math.min(users.size(), from + USERS_PER_EDU)));
    }
    return parts;
  }

  /** Asks whoever is to be asked now; by one thread at a time. */
  void flush() {
    if (isOff()) {
      return;
    }
    Set<ServerName> servers;
    synchronized (again) {
      servers = new HashSet<>(again);
      again.clear();
    }
    if (begin) {
      begin = false;
      servers.addAll(reader.observedServers());
    }
    if (!servers.isEmpty()) {
      poll(reader.observedOn(servers));
    }
  }

  /** Looks after those who are shown as not offline: whether their servers still live. */
  void check() {
    long now = clock.millis();
    Map<ServerName, List<Known>> awake = new HashMap<>();
    for (Known known : others.awake()) {
      awake.computeIfAbsent(known.server(), each -> new ArrayList<>()).add(known);
    }
    askedTs.keySet().retainAll(awake.keySet());
    awake.forEach((server, users) -> check(server, users, now));
  }

  private void check(ServerName server, List<Known> users, long now) {
    long timeout = config.presence().remoteTimeout().toMillis();
    long said = users.stream().mapToLong(Known::saidTs).max().orElse(0);
    long silent = now - Math.max(said, edus.lastHeardTs(server));
    if (silent > timeout || isOff()) {
      others.gone(users.stream().map(known -> known.shown().user()).toList());
      return;
    }
    if (now - askedTs.getOrDefault(server, 0L) < timeout / QUESTIONS_PER_TIMEOUT) {
      return;
    }
    List<UserId> stale =
        users.stream()
            .filter(known -> now - known.saidTs() > STALE.toMillis())
            .limit(MOST_QUESTIONS)
            .map(known -> known.shown().user())
            .toList();
    if (!stale.isEmpty()) {
      ask(server, stale, now);
    } else if (silent > timeout / QUESTIONS_PER_TIMEOUT) {
      // Whatever it answers, it lives.
      ask(server, List.of(users.get(0).shown().user()), now);
    }
    others.gone(
        users.stream()
            .filter(known -> now - known.saidTs() > 2 * STALE.toMillis())
            .map(known -> known.shown().user())
            .toList());
  }

  private void ask(ServerName server, List<UserId> users, long now) {
    askedTs.put(server, now);
    poll(server, users);
  }
}
