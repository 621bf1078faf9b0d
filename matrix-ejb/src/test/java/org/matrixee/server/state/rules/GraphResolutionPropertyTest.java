package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.id.UserId;
import org.matrixee.server.fixtures.Users;
import org.matrixee.server.state.rules.GraphStory.Fork;

/** What holds for every room, on random rooms. The seeds are fixed. */
@DisplayName("state resolution 1, 2 and 2.1: properties")
class GraphResolutionPropertyTest {
  private static final int ROOMS = 60;
  private static final List<UserId> USERS =
      List.of(Users.ALICE, Users.BOB, Users.CAROL, Users.DORA);

  private final Random random = new Random(20190601);

  /** Forks of a room in which everybody does what the rules let them. */
  private List<Fork> forks(GraphStory room) {
    List<Fork> forks = new ArrayList<>();
    forks.add(room.start());
    for (int i = 0; i < 30; i++) {
      Fork from = forks.get(random.nextInt(forks.size()));
      if (forks.size() > 1 && random.nextInt(5) == 0) {
        Fork other = forks.get(random.nextInt(forks.size()));
        forks.add(room.resolve(from, other));
      } else {
        Fork to = step(room, from);
        if (random.nextInt(3) == 0) {
          forks.add(to);
        } else {
          forks.set(forks.indexOf(from), to);
        }
      }
    }
    Collections.shuffle(forks, random);
    return forks.subList(0, Math.min(4, forks.size()));
  }

  private Fork step(GraphStory room, Fork from) {
    room.at(random.nextInt(40));
    UserId sender = USERS.get(random.nextInt(USERS.size()));
    UserId target = USERS.get(random.nextInt(USERS.size()));
    return switch (random.nextInt(8)) {
      case 0, 1 -> from.trySend(EventType.TOPIC, "", sender, "{'topic':'x'}");
      case 2, 3 -> from.trySend(EventType.MEMBER, sender.value(), sender, "{'membership':'join'}");
      case 4 -> {
        String membership = random.nextBoolean() ? "ban" : "leave";
        yield from.trySend(
            EventType.MEMBER, target.value(), sender, "{'membership':'" + membership + "'}");
      }
      case 5 ->
          from.trySend(
              EventType.JOIN_RULES,
              "",
              sender,
              "{'join_rule':'" + (random.nextBoolean() ? "public" : "invite") + "'}");
      case 6 -> from.trySend(EventType.MEMBER, target.value(), sender, "{'membership':'invite'}");
      default -> from.trySend(EventType.POWER_LEVELS, "", sender, levels());
    };
  }

  private String levels() {
    return "{'users':{'@bob:example.org':%d,'@carol:example.org':%d}}"
        .formatted(random.nextInt(4) * 25, random.nextInt(4) * 25);
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 2, 5, 11, 12})
  void orderOfForksDoesNotMatter(int version) {
    int conflicts = 0;
    for (int i = 0; i < ROOMS; i++) {
      GraphStory room = new GraphStory(version);
      List<StateMap> states = states(forks(room));
      StateMap resolved = room.rules().resolver().resolve(states, room);
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(states, random);
        assertThat(room.rules().resolver().resolve(states, room)).isEqualTo(resolved);
      }
      conflicts += new HashSet<>(states).size() > 2 ? 1 : 0;
    }
    assertThat(conflicts).as("rooms with three different forks").isGreaterThan(ROOMS / 4);
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 2, 5, 11, 12})
  void sameForkTwiceIsTheSame(int version) {
    for (int i = 0; i < ROOMS; i++) {
      GraphStory room = new GraphStory(version);
      List<StateMap> states = states(forks(room));
      StateMap resolved = room.rules().resolver().resolve(states, room);
      assertThat(room.rules().resolver().resolve(List.of(resolved, resolved), room))
          .isEqualTo(resolved);
      states.add(states.get(random.nextInt(states.size())));
      assertThat(room.rules().resolver().resolve(states, room)).isEqualTo(resolved);
    }
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 2, 5, 11, 12})
  void whatAllAgreeOnStays(int version) {
    for (int i = 0; i < ROOMS; i++) {
      GraphStory room = new GraphStory(version);
      List<StateMap> states = states(forks(room));
      StateMap resolved = room.rules().resolver().resolve(states, room);
      StateMap first = states.get(0);
      first
          .entries()
          .forEach(
              (slot, event) -> {
                if (states.stream().allMatch(state -> event.equals(state.get(slot)))) {
                  assertThat(resolved.get(slot)).isEqualTo(event);
                }
              });
    }
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {2, 5, 11, 12})
  void conflictedSetIsThatOfTheDefinition(int version) {
    for (int i = 0; i < ROOMS; i++) {
      GraphStory room = new GraphStory(version);
      List<StateMap> states = states(forks(room));
      StateForks compared = StateForks.of(states, room);
      boolean subgraph = version == 12;
      assertThat(ConflictedSet.full(compared, new AuthGraph(compared, room), subgraph).keySet())
          .isEqualTo(byDefinition(room, states, subgraph));
    }
  }

  /** The definitions of the specification, word by word, with whole auth chains. */
  private static Set<EventId> byDefinition(
      GraphStory room, List<StateMap> states, boolean subgraph) {
    Set<EventId> conflicted = new HashSet<>();
    Set<EventId> union = new HashSet<>();
    Set<EventId> intersection = null;
    for (StateMap state : states) {
      Set<EventId> chain = new HashSet<>();
      for (Map.Entry<StateTuple, Event> entry : state.entries().entrySet()) {
        chain.addAll(chain(room, entry.getValue()));
        if (!states.stream().allMatch(o -> entry.getValue().equals(o.get(entry.getKey())))) {
          conflicted.add(entry.getValue().id());
        }
      }
      union.addAll(chain);
      if (intersection == null) {
        intersection = new HashSet<>(chain);
      } else {
        intersection.retainAll(chain);
      }
    }
    Set<EventId> full = new HashSet<>(union);
    full.removeAll(intersection == null ? Set.of() : intersection);
    full.addAll(conflicted);
    if (subgraph) {
      for (EventId id : union) {
        boolean above =
            conflicted.stream().anyMatch(c -> chain(room, room.events().get(c)).contains(id));
        boolean below = chain(room, room.events().get(id)).stream().anyMatch(conflicted::contains);
        if (above && below) {
          full.add(id);
        }
      }
    }
    return full;
  }

  /** An event and its auth chain. */
  private static Set<EventId> chain(GraphStory room, Event event) {
    Set<EventId> chain = new HashSet<>();
    addChain(room, event, chain);
    return chain;
  }

  private static void addChain(GraphStory room, Event event, Set<EventId> chain) {
    if (chain.add(event.id())) {
      event.authEvents().forEach(each -> addChain(room, room.events().get(each.id()), chain));
    }
  }

  private static List<StateMap> states(List<Fork> forks) {
    List<StateMap> states = new ArrayList<>();
    forks.forEach(fork -> states.add(fork.state()));
    return states;
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(ints = {1, 2, 11, 12})
  void resolvedStateHoldsOnlyWhatWasInAForkOrItsPast(int version) {
    for (int i = 0; i < ROOMS; i++) {
      GraphStory room = new GraphStory(version);
      List<StateMap> states = states(forks(room));
      Map<EventId, Event> known = new HashMap<>();
      for (StateMap state : states) {
        for (Event event : state.entries().values()) {
          chain(room, event).forEach(id -> known.put(id, room.events().get(id)));
        }
      }
      StateMap resolved = room.rules().resolver().resolve(states, room);
      assertThat(known.values()).containsAll(resolved.entries().values());
    }
  }
}
