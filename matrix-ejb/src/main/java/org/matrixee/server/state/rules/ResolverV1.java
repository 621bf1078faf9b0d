package org.matrixee.server.state.rules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.server.authorization.rules.AuthCandidate;
import org.matrixee.server.authorization.rules.RoomAuthorizer;

/**
 * State resolution of room version 1.
 *
 * <p>A slot that only some forks have filled is no conflict here. The slots of one pass are judged
 * by the state that the passes before have made, so that their order does not matter; in each slot
 * the events before it in the list count too. If none of the other events of a slot is allowed, the
 * specification does not say which one stays: as in the servers that made these rooms, it is the
 * last in the order in which they were tried.
 *
 * <p>Spec: room version 1, "State resolution".
 */
final class ResolverV1 implements StateResolver {
  private static final Comparator<Event> LOWEST_FIRST =
      Comparator.comparingLong(Event::depth)
          .thenComparing(ResolverV1::sha1, Comparator.reverseOrder());

  private static final List<String> PASSES =
      List.of(EventType.POWER_LEVELS, EventType.JOIN_RULES, EventType.MEMBER);

  private final RoomAuthorizer authorizer;

  ResolverV1(RoomAuthorizer authorizer) {
    this.authorizer = authorizer;
  }

  @Override
  public Map<StateTuple, Event> resolve(StateForks forks, StateHistory history) {
    Map<StateTuple, Event> resolved = new HashMap<>();
    Map<StateTuple, List<Event>> conflicts = conflicts(forks, resolved);
    for (String type : PASSES) {
      pass(conflicts, slot -> slot.type().equals(type), forks, resolved, this::lastInARow);
    }
    pass(conflicts, slot -> !PASSES.contains(slot.type()), forks, resolved, this::highestAllowed);
    return resolved;
  }

  /** All that is needed is in the forks. */
  @Override
  public Set<EventId> findMissing(StateForks forks, StateHistory history) {
    return Set.of();
  }

  /**
   * The slots with two events or more, each list in the order of the specification.
   *
   * @param resolved filled with the others
   */
  private static Map<StateTuple, List<Event>> conflicts(
      StateForks forks, Map<StateTuple, Event> resolved) {
    Map<StateTuple, Map<EventId, Event>> all = new HashMap<>();
    for (Map<StateTuple, Event> own : forks.differing()) {
      own.forEach(
          (slot, event) ->
              all.computeIfAbsent(slot, open -> new TreeMap<>(Comparator.comparing(EventId::value)))
                  .put(event.id(), event));
    }
    Map<StateTuple, List<Event>> conflicts = new HashMap<>();
    all.forEach(
        (slot, events) -> {
          if (events.size() == 1) {
            resolved.put(slot, events.values().iterator().next());
          } else {
            conflicts.put(slot, sorted(events.values()));
          }
        });
    return conflicts;
  }

  private static List<Event> sorted(Collection<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(LOWEST_FIRST);
    return sorted;
  }

  private static void pass(
      Map<StateTuple, List<Event>> conflicts,
      Predicate<StateTuple> which,
      StateForks forks,
      Map<StateTuple, Event> resolved,
      Choice choice) {
    Map<StateTuple, Event> before = Map.copyOf(resolved);
    conflicts.forEach(
        (slot, events) -> {
          if (which.test(slot)) {
            resolved.put(slot, choice.choose(events, new Basis(forks, before)));
          }
        });
  }

  /** Power levels, join rules and memberships: as far as each is allowed after the one before. */
  private Event lastInARow(List<Event> events, Basis basis) {
    Event last = events.get(0);
    for (Event event : events.subList(1, events.size())) {
      if (!isAllowed(event, basis.with(last))) {
        return last;
      }
      last = event;
    }
    return last;
  }

  /** Everything else: the highest that is allowed. */
  private Event highestAllowed(List<Event> events, Basis basis) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (isAllowed(events.get(i), basis)) {
        return events.get(i);
      }
    }
    return events.get(0);
  }

  private boolean isAllowed(Event event, Basis basis) {
    AuthCandidate candidate = AuthCandidate.of(event);
    StateMap state = basis.state(authorizer.slots(candidate));
    return authorizer.check(candidate, state).isAllowed();
  }

  private static String sha1(Event event) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] id = event.id().value().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha1.digest(id));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private interface Choice {
    Event choose(List<Event> events, Basis basis);
  }

  /** R of the specification: what is resolved, over what the forks agree on. */
  private record Basis(StateForks forks, Map<StateTuple, Event> resolved) {
    Basis with(Event event) {
      Map<StateTuple, Event> more = new HashMap<>(resolved);
      more.put(event.slot(), event);
      return new Basis(forks, more);
    }

    StateMap state(Set<StateTuple> slots) {
      Map<StateTuple, Event> state = new HashMap<>();
      for (StateTuple slot : slots) {
        Event event = resolved.containsKey(slot) ? resolved.get(slot) : forks.agreed(slot);
        if (event != null) {
          state.put(slot, event);
        }
      }
      return new StateMap(state);
    }
  }
}
