package org.matrixee.server.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Rooms of which servers may say different things until somebody speaks: branches with different
 * state that no event binds together here, or a state event that failed by the room as it is and
 * that other servers may hold for good.
 *
 * <p>Known in memory only. A room that is forgotten by a restart is bound together by the next
 * event of anybody.
 */
@ApplicationScoped
public class TornRooms {
  private static final int MOST = 10_000;

  /** Most forks are bound together by what people say next. */
  private static final int PATIENCE_MILLIS = 3000;

  /** So that one server is the first, and its event spares the others theirs. */
  private static final int SPREAD_MILLIS = 7000;

  private final ConcurrentMap<Long, Torn> rooms = new ConcurrentHashMap<>();

  private Clock clock;
  private SecureRandom random;

  /** For the container's proxies. */
  protected TornRooms() {}

  /** With clock and chance. */
  @Inject
  public TornRooms(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  private record Torn(RoomRef room, long dueTs) {}

  /** Notes a room, unless it is noted. */
  void note(RoomWork work) {
    if (rooms.size() < MOST) {
      RoomRef room =
          new RoomRef(work.lock().roomNid(), work.lock().room(), work.lock().version(), false);
      long due = clock.millis() + PATIENCE_MILLIS + random.nextInt(SPREAD_MILLIS);
      rooms.putIfAbsent(room.nid(), new Torn(room, due));
    }
  }

  /** Forgets a room: an event that binds it together is there. */
  void forget(RoomWork work) {
    rooms.remove(work.lock().roomNid());
  }

  /** Takes the rooms out that have been torn for a while. */
  public List<RoomRef> takeDue() {
    return takeDue(clock.millis());
  }

  /**
   * The same at another time.
   *
   * @param nowTs ms since 1970
   */
  public List<RoomRef> takeDue(long nowTs) {
    List<Torn> due = rooms.values().stream().filter(torn -> torn.dueTs() <= nowTs).toList();
    due.forEach(torn -> rooms.remove(torn.room().nid(), torn));
    return due.stream().map(Torn::room).toList();
  }
}
