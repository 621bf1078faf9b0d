package org.matrixee.server.clientsync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.event.StoredEvent;
import org.matrixee.model.id.UserId;
import org.matrixee.store.event.EventStore;
import org.matrixee.store.state.StateStore;

/**
 * The state that goes with timelines: a few statements, however many the rooms are. Needs a running
 * transaction.
 *
 * <p>v1.19: client-server, "Syncing", "Lazy-loading room members".
 */
@ApplicationScoped
class SyncStates {
  private StateStore states;
  private EventStore events;
  private SentMembers sent;

  /** For the container's proxies. */
  protected SyncStates() {}

  /** With what it needs. */
  @Inject
  SyncStates(StateStore states, EventStore events, SentMembers sent) {
    this.states = states;
    this.events = events;
    this.sent = sent;
  }

  /**
   * The state that a client is told of each room.
   *
   * @param found the timelines
   * @param whole the rooms of which it is told the whole state
   * @param summaries whose heroes are told with it
   */
  Map<Long, List<StoredEvent>> find(
      SyncScope scope,
      SyncTimelines.Found found,
      Collection<Long> whole,
      Map<Long, RoomSummary> summaries) {
    boolean lazy = scope.request().filter().lazyMembers();
    Map<Long, List<StoredEvent>> after = new HashMap<>();
    add(lazy ? states.currentWithout(whole, EventType.MEMBER) : states.currentAll(whole), after);
    Set<Long> gaps = new HashSet<>();
    found
        .timelines()
        .forEach(
            (room, timeline) -> {
              if (timeline.limited() && !whole.contains(room)) {
                gaps.add(room);
              }
            });
    add(states.currentSince(gaps, scope.after()), after);
    if (scope.request().stateAfter()) {
      addFromTimelines(found, whole, gaps, after);
    }
    if (lazy) {
      add(members(scope, found, whole, summaries), after);
    }
    Map<Long, List<StoredEvent>> state =
        scope.request().stateAfter() ? distinct(after) : before(after, found);
    state.replaceAll((room, all) -> SyncScope.wanted(scope.request().filter().state(), all));
    return state;
  }

  private static void add(Map<Long, List<StoredEvent>> some, Map<Long, List<StoredEvent>> all) {
    some.forEach(
        (room, events) -> all.computeIfAbsent(room, nid -> new ArrayList<>()).addAll(events));
  }

  /** Without a gap, what changed the state is in the timeline. */
  private static void addFromTimelines(
      SyncTimelines.Found found,
      Collection<Long> whole,
      Set<Long> gaps,
      Map<Long, List<StoredEvent>> after) {
    found
        .timelines()
        .forEach(
            (room, timeline) -> {
              if (!whole.contains(room) && !gaps.contains(room)) {
                List<StoredEvent> changes =
                    timeline.events().stream().filter(StoredEvent::isState).toList();
                add(Map.of(room, changes), after);
              }
            });
  }

  /** The members whom the client needs to show what it is told. */
  private Map<Long, List<StoredEvent>> members(
      SyncScope scope,
      SyncTimelines.Found found,
      Collection<Long> whole,
      Map<Long, RoomSummary> summaries) {
    Map<Long, Set<UserId>> needed = new HashMap<>();
    found
        .timelines()
        .forEach(
            (room, timeline) ->
                timeline.events().forEach(event -> need(needed, room, event.sender())));
    summaries.forEach(
        (room, summary) -> summary.heroes().forEach(hero -> need(needed, room, hero)));
    whole.forEach(room -> need(needed, room, scope.user()));
    Map<Long, Set<UserId>> unknown = sent.unknown(scope, whole, needed);
    Map<Long, Set<StateTuple>> slots = new HashMap<>();
    unknown.forEach(
        (room, users) -> {
          Set<StateTuple> tuples = new HashSet<>();
          users.forEach(user -> tuples.add(StateTuple.member(user)));
          slots.put(room, tuples);
        });
    Map<Long, List<StoredEvent>> members = new HashMap<>();
    states
        .current(slots)
        .forEach((room, bySlot) -> members.put(room, List.copyOf(bySlot.values())));
    return members;
  }

  private static void need(Map<Long, Set<UserId>> needed, long room, UserId user) {
    needed.computeIfAbsent(room, nid -> new HashSet<>()).add(user);
  }

  private Map<Long, List<StoredEvent>> before(
      Map<Long, List<StoredEvent>> after, SyncTimelines.Found found) {
    Map<Long, StateBefore> changes = new HashMap<>();
    Set<Long> wanted = new HashSet<>();
    after.forEach(
        (room, state) -> {
          RoomTimeline timeline = found.timelines().get(room);
          StateBefore before =
              new StateBefore(state, timeline == null ? List.of() : timeline.events());
          changes.put(room, before);
          wanted.addAll(before.wanted());
        });
    Map<Long, StoredEvent> replaced = events.findAllByNid(wanted);
    Map<Long, List<StoredEvent>> before = new HashMap<>();
    changes.forEach((room, change) -> before.put(room, change.events(replaced)));
    return before;
  }

  /** Each slot once: what is there in the end. */
  private static Map<Long, List<StoredEvent>> distinct(Map<Long, List<StoredEvent>> all) {
    Map<Long, List<StoredEvent>> distinct = new HashMap<>();
    all.forEach(
        (room, events) -> {
          Map<StateTuple, StoredEvent> bySlot = new LinkedHashMap<>();
          events.forEach(event -> bySlot.put(StateBefore.slot(event), event));
          distinct.put(room, List.copyOf(bySlot.values()));
        });
    return distinct;
  }
}
