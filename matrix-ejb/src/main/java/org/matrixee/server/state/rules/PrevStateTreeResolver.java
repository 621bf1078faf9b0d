package org.matrixee.server.state.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.AuthRules;
import org.matrixee.model.room.PowerLevels;
import org.matrixee.server.authorization.rules.AuthSlots;
import org.matrixee.server.authorization.rules.PowerLevelsReader;
import org.matrixee.server.authorization.rules.PowerLevelsReaders;

/**
 * State resolution of October 2014, for any number of forks.
 *
 * <p>The reference compares two events of a slot. Applied one after the other to three, its answer
 * depends on the order, since each pair has its own common ancestor, hence its own levels and
 * lengths. So here all events of a slot are compared at once, from <em>one</em> ancestor:
 *
 * <ol>
 *   <li>The candidates of a slot are the events that the forks have in it. A fork with an empty
 *       slot has nothing to say.
 *   <li>Those that another candidate replaces, directly or through others, drop out.
 *   <li>The ancestor is the nearest event from which all the rest descend by what they replace: by
 *       what was in the slot in the state before each, not by what its {@code prev_state} claims.
 *       Each candidate's branch runs from itself down to the ancestor, which is left out; if there
 *       is no ancestor, down to the end.
 *   <li>The greatest by these wins: the highest level among a branch's senders, by the levels in
 *       force right after the ancestor; the branch's length; the hex SHA-1 of {@code pdu_id} and
 *       {@code origin} of its events from the tip downwards; the event ID.
 * </ol>
 *
 * <p>Each step looks at a set and the last one is a total order, so the order of the forks cannot
 * matter; and the winner is itself a candidate, so giving the answer as one more fork cannot change
 * it. For two forks it is the reference's algorithm.
 *
 * <p>Without an ancestor there are no levels at it. Then the levels are those of the resolved
 * state, with {@code m.room.create} and {@code m.room.power_levels} resolved first; for these two
 * themselves, those before any levels are set, where only the creator has one.
 *
 * <p>2014: federation-v1, section 8.
 */
final class PrevStateTreeResolver implements StateResolver {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);
  private static final PowerLevelsReader LEVELS = PowerLevelsReaders.of(new AuthRules.Levels2014());

  @Override
  public Map<StateTuple, Event> resolve(StateForks forks, StateHistory history) {
    Map<StateTuple, Event> resolved = new HashMap<>();
    for (StateTuple slot : List.of(CREATE, POWER_LEVELS)) {
      Event agreed = forks.agreed(slot);
      if (agreed != null) {
        resolved.put(slot, agreed);
      }
    }
    Map<StateTuple, Map<EventId, Event>> conflicts = candidates(forks);
    for (StateTuple first : List.of(CREATE, POWER_LEVELS)) {
      Map<EventId, Event> candidates = conflicts.get(first);
      if (candidates != null) {
        resolved.put(first, winner(candidates.values(), history, levelState(resolved)));
      }
    }
    StateMap fallback = levelState(resolved);
    conflicts.forEach(
        (slot, candidates) ->
            resolved.computeIfAbsent(slot, open -> winner(candidates.values(), history, fallback)));
    resolved.keySet().retainAll(conflicts.keySet());
    return resolved;
  }

  private static StateMap levelState(Map<StateTuple, Event> resolved) {
    Map<StateTuple, Event> levels = new HashMap<>();
    for (StateTuple slot : List.of(CREATE, POWER_LEVELS)) {
      Event event = resolved.get(slot);
      if (event != null) {
        levels.put(slot, event);
      }
    }
    return new StateMap(levels);
  }

  @Override
  public Set<EventId> findMissing(StateForks forks, StateHistory history) {
    Set<EventId> missing = new HashSet<>();
    for (Map<EventId, Event> candidates : candidates(forks).values()) {
      if (candidates.size() > 1) {
        missing.addAll(PrevStateTree.climb(candidates.values(), history).missing());
      }
    }
    return missing;
  }

  /** The events of each slot in which the forks differ; an empty slot has nothing to say. */
  private static Map<StateTuple, Map<EventId, Event>> candidates(StateForks forks) {
    Map<StateTuple, Map<EventId, Event>> candidates = new HashMap<>();
    for (Map<StateTuple, Event> own : forks.differing()) {
      own.forEach(
          (slot, event) ->
              candidates.computeIfAbsent(slot, open -> new HashMap<>()).put(event.id(), event));
    }
    return candidates;
  }

  private static Event winner(
      Collection<Event> candidates, StateHistory history, StateMap fallback) {
    if (candidates.size() == 1) {
      return candidates.iterator().next();
    }
    PrevStateTree tree = PrevStateTree.climb(candidates, history);
    if (tree.branches().size() == 1) {
      return tree.branches().get(0).tip();
    }
    StateLink ancestor = tree.ancestor();
    StateMap state =
        ancestor == null ? fallback : history.findStateAfter(ancestor, AuthSlots.levels());
    PowerLevels levels = LEVELS.read(state);
    Comparator<PrevStateTree.Branch> order =
        Comparator.<PrevStateTree.Branch>comparingLong(branch -> branch.level(levels))
            .thenComparingInt(branch -> branch.events().size())
            .thenComparing(PrevStateTree.Branch::sha1)
            .thenComparing(branch -> branch.tip().id().value());
    return tree.branches().stream().max(order).orElseThrow().tip();
  }
}
