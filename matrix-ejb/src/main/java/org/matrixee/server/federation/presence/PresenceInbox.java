package org.matrixee.server.federation.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.model.room.Membership;
import org.matrixee.server.config.Threads;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.federation.presence.rules.PresenceEdu;
import org.matrixee.server.presence.PresenceWriter;
import org.matrixee.server.presence.RemotePresences;

/**
 * What other servers say of their users, and ask of ours, until there is time for it: of each
 * server so much at most, each user's newest, and one server after the other. So a flood from one
 * costs no more than a share of one thread, and slows nobody but itself.
 */
@ApplicationScoped
public class PresenceInbox {
  private static final Logger LOG = Logger.getLogger(PresenceInbox.class);

  /** The most users of whom one server may have something waiting; what is more is dropped. */
  static final int MOST_WAITING = 5000;

  private static final int MOST_AT_ONCE = 500;

  /** The most users of whom is kept what came before anybody here might see them. */
  private static final int MOST_EARLY = 1000;

  private static final Duration EARLY_WAITS = Duration.ofMinutes(1);

  /**
   * What was told of users whom nobody here may see yet: a server tells of the people in a room as
   * soon as one of ours enters it, which may be before the room is taken in here.
   */
  private final Cache<UserId, UserPresence> early =
      Caffeine.newBuilder().maximumSize(MOST_EARLY).expireAfterWrite(EARLY_WAITS).build();

  private final AtomicLong joins = new AtomicLong();

  /** Whether something waits that a join may have made visible since it was looked at. */
  private final AtomicBoolean lookAgain = new AtomicBoolean();

  /** In the order in which it is their turn; guarded by itself. */
  private final Map<ServerName, Waiting> waiting = new LinkedHashMap<>();

  private boolean running;

  private PresenceReader reader;
  private PresencePushes pushes;
  private RemotePresences others;
  private PresenceWriter writer;
  private Threads threads;

  /** What waits of one server. */
  private static final class Waiting {
    final Map<UserId, UserPresence> said = new LinkedHashMap<>();
    final Map<UserId, Boolean> wishes = new LinkedHashMap<>();

    boolean isEmpty() {
      return said.isEmpty() && wishes.isEmpty();
    }
  }

  /** A portion of one server's. */
  private record Portion(
      ServerName server, Map<UserId, UserPresence> said, Map<UserId, Boolean> wishes) {}

  /** For the container's proxies. */
  protected PresenceInbox() {}

  /** With what it needs. */
  @Inject
  public PresenceInbox(
      PresenceReader reader,
      PresencePushes pushes,
      RemotePresences others,
      PresenceWriter writer,
      Threads threads) {
    this.reader = reader;
    this.pushes = pushes;
    this.others = others;
    this.writer = writer;
    this.threads = threads;
  }

  /** Leaves an EDU here; its users are those whom the server may speak of and ask for. */
  void put(ServerName server, PresenceEdu edu) {
    synchronized (waiting) {
      Waiting of = waiting.computeIfAbsent(server, each -> new Waiting());
      edu.push().forEach(shown -> put(of.said, shown.user(), shown));
      edu.unpoll().forEach(user -> put(of.wishes, user, false));
      edu.poll().forEach(user -> put(of.wishes, user, true));
      if (running) {
        return;
      }
      running = true;
    }
    threads.executor().execute(this::run);
  }

  private static <T> void put(Map<UserId, T> into, UserId user, T value) {
    if (into.size() < MOST_WAITING || into.containsKey(user)) {
      into.put(user, value);
    }
  }

  /** Who has come into a room may see, and be seen. */
  void onAppended(@Observes RoomEventsAppended appended) {
    if (appended.events().stream().anyMatch(each -> each.membership() == Membership.JOIN)) {
      joins.incrementAndGet();
      lookAgain.set(true);
    }
  }

  /** Takes what came too early, if it may be seen now. Asks the database only after a join. */
  void flush() {
    if (!lookAgain.getAndSet(false)) {
      return;
    }
    Set<UserId> held = Set.copyOf(early.asMap().keySet());
    if (held.isEmpty()) {
      return;
    }
    Set<UserId> wanted;
    try {
      wanted = reader.wanted(held);
    } catch (RuntimeException e) {
      lookAgain.set(true);
      throw e;
    }
    List<UserPresence> now = new ArrayList<>();
    for (UserId user : wanted) {
      UserPresence shown = early.asMap().remove(user);
      if (shown != null) {
        now.add(shown);
      }
    }
    others.said(now);
    writer.kick();
  }

  /** Whether nothing waits. */
  boolean isIdle() {
    synchronized (waiting) {
      return !running;
    }
  }

  private void run() {
    Portion portion = next();
    while (portion != null) {
      try {
        work(portion);
      } catch (RuntimeException e) {
        LOG.warnf("What %s says of presence is lost: %s", portion.server(), e);
      }
      portion = next();
    }
  }

  private @Nullable Portion next() {
    synchronized (waiting) {
      Iterator<Map.Entry<ServerName, Waiting>> each = waiting.entrySet().iterator();
      if (!each.hasNext()) {
        running = false;
        return null;
      }
      Map.Entry<ServerName, Waiting> first = each.next();
      ServerName server = first.getKey();
      Waiting of = first.getValue();
      each.remove();
      Portion portion = new Portion(server, cut(of.said), cut(of.wishes));
      if (!of.isEmpty()) {
        waiting.put(server, of); // the last in turn
      }
      return portion;
    }
  }

  private static <T> Map<UserId, T> cut(Map<UserId, T> from) {
    Map<UserId, T> portion = new LinkedHashMap<>();
    Iterator<Map.Entry<UserId, T>> each = from.entrySet().iterator();
    while (each.hasNext() && portion.size() < MOST_AT_ONCE) {
      Map.Entry<UserId, T> next = each.next();
      portion.put(next.getKey(), next.getValue());
      each.remove();
    }
    return portion;
  }

  private void work(Portion portion) {
    if (!portion.said().isEmpty()) {
      said(portion.server(), portion.said());
      writer.kick();
    }
    if (!portion.wishes().isEmpty()) {
      List<UserId> polled = new ArrayList<>();
      List<UserId> unpolled = new ArrayList<>();
      portion.wishes().forEach((user, wanted) -> (wanted ? polled : unpolled).add(user));
      List<UserPresence> visible = reader.watch(portion.server(), polled, unpolled);
      if (visible.size() < polled.size()) {
        LOG.debugf(
            "%s asks for %s users whom it may not see",
            portion.server(), polled.size() - visible.size());
      }
      pushes.push(portion.server(), visible);
    }
  }

  private void said(ServerName server, Map<UserId, UserPresence> told) {
    long before = joins.get();
    Set<UserId> wanted = reader.wanted(told.keySet());
    List<UserPresence> now = new ArrayList<>();
    told.forEach(
        (user, shown) -> {
          if (wanted.contains(user)) {
            early.invalidate(user);
            now.add(shown);
          } else {
            early.put(user, shown);
          }
        });
    if (joins.get() != before) {
      // Who has joined meanwhile looked for what was early before it was noted here.
      lookAgain.set(true);
    }
    if (now.size() < told.size()) {
      LOG.debugf("%s tells of %s users whom nobody here may see", server, told.size() - now.size());
    }
    others.said(now);
  }
}
