package org.matrixee.server.state.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.StateResolution;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.PowerLevelsReader;
import org.matrixee.server.authorization.rules.RoomAuthorizer;

/**
 * State resolution of the room versions 2 to 12, of which version 12 uses the form called 2.1.
 *
 * <p>Spec: room version 2, "State resolution"; room version 12, "State resolution".
 */
final class ResolverV2 implements StateResolver {
  private static final StateTuple CREATE = StateTuple.of(EventType.CREATE);
  private static final StateTuple POWER_LEVELS = StateTuple.of(EventType.POWER_LEVELS);

  private final StateResolution.V2 kind;
  private final RoomAuthorizer authorizer;
  private final PowerLevelsReader levels;

  ResolverV2(StateResolution.V2 kind, RoomAuthorizer authorizer, PowerLevelsReader levels) {
    this.kind = kind;
    this.authorizer = authorizer;
    this.levels = levels;
  }

  @Override
  public Map<StateTuple, Event> resolve(StateForks forks, StateHistory history) {
    return resolve(forks, new AuthGraph(forks, history));
  }

  @Override
  public Set<EventId> findMissing(StateForks forks, StateHistory history) {
    AuthGraph graph = new AuthGraph(forks, history);
    resolve(forks, graph);
    return graph.missing();
  }

  private Map<StateTuple, Event> resolve(StateForks forks, AuthGraph graph) {
    Map<EventId, Event> full = ConflictedSet.full(forks, graph, kind.conflictedSubgraph());
    if (full.isEmpty()) {
      return Map.of();
    }
    Checks checks = new Checks(forks, graph);
    // Steps 1 and 2.
    List<Event> power = new PowerOrder(graph, levels).of(full);
    power.forEach(checks::apply);
    // Steps 3 and 4.
    Set<EventId> done = new HashSet<>();
    power.forEach(event -> done.add(event.id()));
    List<Event> rest = new ArrayList<>();
    full.values().stream().filter(event -> !done.contains(event.id())).forEach(rest::add);
    new Mainline(graph, checks.current(POWER_LEVELS)).sort(rest).forEach(checks::apply);
    // Step 5.
    Map<StateTuple, Event> resolved = checks.resolved;
    resolved.keySet().removeIf(slot -> forks.agreed(slot) != null);
    return resolved;
  }

  /** The iterative auth checks, and the state that they make. */
  private final class Checks {
    private final StateForks forks;
    private final AuthGraph graph;
    private final Map<StateTuple, Event> resolved = new HashMap<>();

    Checks(StateForks forks, AuthGraph graph) {
      this.forks = forks;
      this.graph = graph;
    }

    /** The event in a slot, so far; null if there is none. */
    @Nullable Event current(StateTuple slot) {
      Event event = resolved.get(slot);
      return event != null || kind.emptyStart() ? event : forks.agreed(slot);
    }

    void apply(Event event) {
      AuthCandidate candidate = AuthCandidate.of(event);
      Map<StateTuple, Event> state = new HashMap<>();
      for (StateTuple slot : authorizer.slots(candidate)) {
        Event found = current(slot);
        if (found == null) {
          found = ownAuthEvent(event, slot);
        }
        if (found != null) {
          state.put(slot, found);
        }
      }
      if (authorizer.check(candidate, new StateMap(state)).isAllowed()) {
        resolved.put(event.slot(), event);
      }
    }

    /** What the event itself names, where the state says nothing; a rejected one does not count. */
    private @Nullable Event ownAuthEvent(Event event, StateTuple slot) {
      Event cited = slot.equals(CREATE) ? graph.create(event) : graph.cited(event, slot);
      return cited == null || graph.isRejected(cited) ? null : cited;
    }
  }
}
