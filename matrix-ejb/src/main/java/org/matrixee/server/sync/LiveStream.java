package org.matrixee.server.sync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.id.UserId;
import org.matrixee.model.presence.UserPresence;
import org.matrixee.server.event.RoomEventsAppended;
import org.matrixee.server.event.RoomEventsAppended.Appended;
import org.matrixee.server.event.Streams;
import org.matrixee.server.news.News;
import org.matrixee.server.news.NewsCommitted;
import org.matrixee.server.typing.RoomTyping;
import org.matrixee.server.typing.TypingRegister;

/**
 * The stream that clients follow: the newest events from memory, older ones from the database.
 *
 * <p>Committed events come in here before their positions become readable; so whoever reads up to
 * the readable position finds all of them, and knows every membership that they made.
 */
@ApplicationScoped
public class LiveStream {
  private static final int CAPACITY = 8192;

  private Streams streams;
  private Followers followers;
  private SyncReader reader;
  private PresenceStream presence;
  private TypingRegister typing;
  private NewsAudience audience;

  private volatile @Nullable RecentEvents recent;
  private volatile @Nullable RecentNews recentNews;

  /** For the container's proxies. */
  protected LiveStream() {}

  /** With what it needs. */
  @Inject
  public LiveStream(
      Streams streams,
      Followers followers,
      SyncReader reader,
      PresenceStream presence,
      TypingRegister typing,
      NewsAudience audience) {
    this.streams = streams;
    this.followers = followers;
    this.reader = reader;
    this.presence = presence;
    this.typing = typing;
    this.audience = audience;
  }

  /** Takes in committed events. */
  void onAppended(@Observes RoomEventsAppended appended) {
    followers.apply(appended.events());
    followers.restore(appended.restored(), last(appended.events()));
    List<StoredEvent> events = appended.events().stream().map(Appended::event).toList();
    RecentEvents memory = memory();
    memory.add(events);
    if (appended.redacted()) {
      memory.forgetUpTo(events.get(0).position() - 1);
    }
  }

  /** Takes in what changed beside events. */
  void onNews(@Observes NewsCommitted committed) {
    news().add(committed.position(), committed.news());
  }

  private static long last(List<Appended> events) {
    return events.get(events.size() - 1).event().position();
  }

  /** How far the stream can be read. */
  long readable() {
    return streams.clock().readable();
  }

  /** Whether every event after a position is still in memory. */
  boolean remembers(long after) {
    return memory().covers(after);
  }

  /** Every event of a range that is still in memory, whoever may see it. */
  List<StoredEvent> inMemory(long after, long upTo) {
    return memory().all(after, upTo);
  }

  /** Where the stream stands now. */
  public StreamToken.Live now() {
    // Presence first: who sees an event knows the presence that was told before it.
    long told = presence.readable();
    return new StreamToken.Live(readable(), told, typing.position());
  }

  /**
   * What a user's stream shows after a position: events, and then, up to the limit, presence. Who
   * enters a room gets the presence of everyone there, beyond the limit.
   *
   * @param from the client's position
   * @param limit at least 1
   */
  Reading<StreamPage> read(Follower follower, StreamToken.Live from, int limit) {
    long upTo = readable();
    List<StoredEvent> found = List.of();
    long end = from.position();
    if (end < upTo) {
      found = events(follower, end, upTo, limit);
      end = found.size() >= limit ? found.get(found.size() - 1).position() : upTo;
    }
    PresenceStream.Changes changes = presence.read(follower, from.presence(), limit - found.size());
    List<UserPresence> shown = changes.presence();
    if (found.stream().anyMatch(event -> isOwnMembership(event, follower))) {
      shown = withMembers(shown, follower.entered(from.position(), end));
    }
    long typedUpTo = typing.position();
    // A place from the future is of a time before the clock was set back.
    long known = from.typing() > typedUpTo ? StreamToken.Live.UNKNOWN : from.typing();
    List<RoomTyping> typed = typing(follower, known);
    StreamToken.Live next = new StreamToken.Live(end, changes.end(), typedUpTo);
    return new Reading<>(
        new StreamPage(found, shown, typed, from, next),
        !found.isEmpty() || changes.worthTelling() || !typed.isEmpty());
  }

  /** Whether memory is enough to know that nothing happened that a user sees. */
  public boolean isQuiet(Follower follower, StreamToken.Live from, long upTo) {
    List<StoredEvent> found = memory().range(from.position(), upTo, seen(follower, upTo), 1);
    return found != null && found.isEmpty();
  }

  private static Predicate<StoredEvent> seen(Follower follower, long upTo) {
    return event -> follower.isJoinedAt(event.roomNid(), upTo) || isOwnMembership(event, follower);
  }

  /**
   * What happened in a user's rooms, and to the user's own memberships of any room, oldest first.
   *
   * @param limit how many are enough: there may be more
   */
  public List<StoredEvent> events(Follower follower, StreamToken.Live from, long upTo, int limit) {
    List<StoredEvent> found = memory().range(from.position(), upTo, seen(follower, upTo), limit);
    return found == null
        ? reader.stream(from.position(), upTo, follower.joinedRoomsAt(upTo), follower.user(), limit)
        : found;
  }

  /**
   * What changed beside events that may concern a user; null if that is not known here any more.
   */
  public @Nullable List<News> news(Follower follower, StreamToken.Live from, long upTo) {
    List<News> found = newsInMemory(from.position(), upTo);
    return found == null
        ? null
        : found.stream().filter(each -> audience.concerns(follower, each)).toList();
  }

  /**
   * What changed of presence for a user; with everyone's in rooms that the user has just entered.
   */
  public PresenceStream.Changes presence(Follower follower, StreamToken.Live from, long upTo) {
    PresenceStream.Changes changes = presence.read(follower, from.presence(), Integer.MAX_VALUE);
    List<UserPresence> shown =
        withMembers(changes.presence(), follower.entered(from.position(), upTo));
    return new PresenceStream.Changes(shown, changes.end(), changes.worthTelling());
  }

  /** The rooms in which somebody began or stopped typing after a position. */
  public List<RoomTyping> typing(Follower follower, StreamToken.Live from) {
    // A place from the future is of a time before the clock was set back.
    return typing(
        follower, from.typing() > typing.position() ? StreamToken.Live.UNKNOWN : from.typing());
  }

  /** Who knows nothing yet is not told that nobody types. */
  private List<RoomTyping> typing(Follower follower, long known) {
    return typing.after(known).stream()
        .filter(room -> follower.isJoined(room.roomNid()))
        .filter(room -> known != StreamToken.Live.UNKNOWN || !room.users().isEmpty())
        .toList();
  }

  private List<StoredEvent> events(Follower follower, long from, long upTo, int limit) {
    List<StoredEvent> found = memory().range(from, upTo, follower::sees, limit);
    return found == null
        ? reader.stream(from, upTo, follower.joinedRooms(), follower.user(), limit)
        : found;
  }

  /** Whether an event is a user's own membership of a room. */
  public static boolean isOwnMembership(StoredEvent event, Follower follower) {
    return event.type().equals(EventType.MEMBER)
        && follower.user().value().equals(event.stateKey());
  }

  private List<UserPresence> withMembers(List<UserPresence> shown, List<Long> rooms) {
    if (rooms.isEmpty()) {
      return shown;
    }
    Map<UserId, UserPresence> all = new LinkedHashMap<>();
    presence.inRooms(rooms).forEach(member -> all.put(member.user(), member));
    shown.forEach(changed -> all.put(changed.user(), changed));
    return List.copyOf(all.values());
  }

  /** What changed beside events in a range; null if part of it is not in memory any more. */
  @Nullable List<News> newsInMemory(long after, long upTo) {
    List<News> found = news().range(after, upTo);
    return news().covers(after) ? found : null;
  }

  private RecentNews news() {
    RecentNews memory = recentNews;
    if (memory == null) {
      synchronized (this) {
        memory = recentNews;
        if (memory == null) {
          memory = new RecentNews(CAPACITY, streams.clock().readable());
          recentNews = memory;
        }
      }
    }
    return memory;
  }

  private RecentEvents memory() {
    RecentEvents memory = recent;
    if (memory == null) {
      synchronized (this) {
        memory = recent;
        if (memory == null) {
          memory = new RecentEvents(CAPACITY, streams.clock().readable());
          recent = memory;
        }
      }
    }
    return memory;
  }
}
