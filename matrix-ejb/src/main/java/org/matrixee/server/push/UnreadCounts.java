package org.matrixee.server.push;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.model.receipt.Receipt;
import org.matrixee.server.ignore.IgnoredUsers;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsCommitted;
import org.matrixee.server.push.rules.PushRoom;
import org.matrixee.server.push.rules.PushRuleSet;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.receipt.ReceiptStore;

/**
 * How much of rooms users have not read, by their push rules. Needs a running transaction.
 *
 * <p>An event is judged once for each user who looks, and by nobody when it is sent: sending costs
 * the same in a room of two and of ten thousand. What was judged is remembered; after a restart the
 * newest events of a room are judged again.
 */
@ApplicationScoped
public class UnreadCounts {
  /** How many events of all rooms are judged again at most, and how many of one. */
  private static final int MOST = 20_000;

  private static final int MOST_OF_ROOM = 500;
  private static final int LEAST_OF_ROOM = 20;

  /** All that is remembered, in notes; each room of each user counts as some. */
  private static final long MOST_NOTES = 2_000_000;

  private static final int NOTES_OF_ROOM = 10;

  private final Cache<Key, UnreadNotes> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_NOTES)
          .<Key, UnreadNotes>weigher((key, notes) -> NOTES_OF_ROOM + notes.size())
          .build();

  private RoomLogs logs;
  private PushRuleSets rules;
  private PushRooms asked;
  private EventStore events;
  private ReceiptStore receipts;
  private IgnoredUsers ignored;

  private record Key(UserId user, long roomNid) {}

  /** For the container's proxies. */
  protected UnreadCounts() {}

  /** With what it needs. */
  @Inject
  public UnreadCounts(
      RoomLogs logs,
      PushRuleSets rules,
      PushRooms asked,
      EventStore events,
      ReceiptStore receipts,
      IgnoredUsers ignored) {
    this.logs = logs;
    this.rules = rules;
    this.asked = asked;
    this.events = events;
    this.receipts = receipts;
    this.ignored = ignored;
  }

  /**
   * Counts for a user.
   *
   * @param rooms those that the user is in
   * @param upTo what came after it is not counted
   */
  public Map<Long, RoomUnread> of(UserId user, Collection<Long> rooms, long upTo) {
    Map<Long, List<StoredEvent>> fresh = new HashMap<>();
    Set<Long> cold = new HashSet<>();
    Map<Long, UnreadNotes> notes = new HashMap<>();
    for (long room : rooms) {
      UnreadNotes before = known.getIfPresent(new Key(user, room));
      RoomLog log = logs.of(room);
      List<StoredEvent> later = before == null ? null : log.range(before.upTo(), upTo);
      if (before == null || later == null) {
        cold.add(room);
        notes.put(room, new UnreadNotes());
      } else {
        notes.put(room, before);
        fresh.put(room, later);
      }
    }
    int most = Math.max(LEAST_OF_ROOM, Math.min(MOST_OF_ROOM, MOST / Math.max(1, cold.size())));
    fresh.putAll(events.recent(cold, most, upTo));
    judge(user, notes, fresh, upTo);
    Map<Long, List<Receipt>> read = receipts.ofUser(user, rooms);
    Map<Long, RoomUnread> unread = new HashMap<>();
    notes.forEach(
        (room, each) -> {
          synchronized (each) {
            unread.put(room, each.count(read.getOrDefault(room, List.of())));
          }
          known.put(new Key(user, room), each);
        });
    return unread;
  }

  private void judge(
      UserId user, Map<Long, UnreadNotes> notes, Map<Long, List<StoredEvent>> fresh, long upTo) {
    Map<Long, PushRoom> known = asked.of(roomsWith(fresh));
    PushRuleSet ofUser = rules.of(user);
    Set<String> hidden = ignored.of(user);
    notes.forEach(
        (room, each) -> {
          synchronized (each) {
            PushRoom of = known.getOrDefault(room, PushRooms.UNKNOWN);
            List<StoredEvent> later = fresh.getOrDefault(room, List.of());
            each.add(user, ofUser, of, IgnoredUsers.filter(hidden, later), upTo);
          }
        });
  }

  private static Collection<StoredEvent> roomsWith(Map<Long, List<StoredEvent>> fresh) {
    return fresh.values().stream()
        .filter(events -> !events.isEmpty())
        .map(events -> events.get(0))
        .toList();
  }

  /** Whoever changes rules, or whom to ignore, has everything judged anew. */
  void onNews(@Observes NewsCommitted committed) {
    for (News news : committed.news()) {
      if (news instanceof News.PushRules || news instanceof News.IgnoredUsers) {
        forget(((News.OfAccount) news).user());
      }
    }
  }

  private void forget(UserId user) {
    known.asMap().keySet().removeIf(key -> key.user().equals(user));
  }
}
