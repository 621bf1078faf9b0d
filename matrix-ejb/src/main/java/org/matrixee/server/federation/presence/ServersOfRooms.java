package org.matrixee.server.federation.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.event.RoomEventsAppended;

/**
 * Which servers have joined users in a room, for the rooms that were asked for lately: a change of
 * presence does not read all members of all rooms.
 */
@ApplicationScoped
public class ServersOfRooms {
  /** Beyond that all are forgotten. */
  private static final int MOST_ROOMS = 20_000;

  private final ConcurrentMap<Long, Entry> rooms = new ConcurrentHashMap<>();

  /** What is known; a fresh one without servers stands for a room that is being read. */
  private record Entry(Set<ServerName> servers, boolean known, Object identity) {}

  /** Forgets rooms whose members changed. */
  void onAppended(@Observes RoomEventsAppended appended) {
    appended.events().stream()
        .filter(each -> each.membership() != null)
        .forEach(each -> rooms.remove(each.event().roomNid()));
    appended.restored().forEach(each -> rooms.remove(each.roomNid()));
  }

  /**
   * The servers in rooms.
   *
   * @param read reads them for those that are not known
   */
  public Map<Long, Set<ServerName>> of(
      Collection<Long> wanted, Function<Collection<Long>, Map<Long, Set<ServerName>>> read) {
    Map<Long, Set<ServerName>> found = new HashMap<>();
    Set<Long> unknown = new HashSet<>();
    for (Long room : wanted) {
      Entry entry = rooms.get(room);
      if (entry != null && entry.known()) {
        found.put(room, entry.servers());
      } else {
        unknown.add(room);
      }
    }
    if (!unknown.isEmpty()) {
      found.putAll(load(unknown, read));
    }
    return found;
  }

  private Map<Long, Set<ServerName>> load(
      Set<Long> unknown, Function<Collection<Long>, Map<Long, Set<ServerName>>> read) {
    if (rooms.size() > MOST_ROOMS) {
      rooms.clear();
    }
    // A room that changes while it is read loses its mark, and what was read is not kept.
    Entry mark = new Entry(Set.of(), false, new Object());
    unknown.forEach(room -> rooms.put(room, mark));
    Map<Long, Set<ServerName>> servers = read.apply(unknown);
    for (Long room : unknown) {
      Set<ServerName> inside = Set.copyOf(servers.getOrDefault(room, Set.of()));
      rooms.replace(room, mark, new Entry(inside, true, inside));
    }
    return servers;
  }
}
