package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.event.rules.RoomRules;

/** federation-v1, 8: the desired properties, on random rooms. The seed is fixed. */
@DisplayName("federation-v1, 8: properties of state resolution")
class StateResolutionPropertyTest {
  private static final StateResolver RESOLVER = RoomRules.of(RoomVersion.V2014).resolver();
  private static final int ROOMS = 400;

  private final Random random = new Random(20141006);

  @Test
  void orderOfForksDoesNotMatter() {
    int conflicts = 0;
    for (int i = 0; i < ROOMS; i++) {
      RandomRoom room = room();
      List<StateMap> forks = new ArrayList<>(room.forks());
      StateMap resolved = RESOLVER.resolve(forks, room);
      for (int order = 0; order < 6; order++) {
        Collections.shuffle(forks, random);
        assertThat(RESOLVER.resolve(forks, room)).isEqualTo(resolved);
      }
      conflicts += forks.stream().distinct().count() > 2 ? 1 : 0;
    }
    assertThat(conflicts).as("rooms with three forks or more").isGreaterThan(ROOMS / 4);
  }

  @Test
  void repeatedForksAndTheAnswerItselfChangeNothing() {
    for (int i = 0; i < ROOMS; i++) {
      RandomRoom room = room();
      List<StateMap> forks = new ArrayList<>(room.forks());
      StateMap resolved = RESOLVER.resolve(forks, room);
      forks.add(forks.get(random.nextInt(forks.size())));
      assertThat(RESOLVER.resolve(forks, room)).isEqualTo(resolved);
      forks.add(resolved);
      assertThat(RESOLVER.resolve(forks, room)).isEqualTo(resolved);
      assertThat(RESOLVER.resolve(List.of(resolved, resolved), room)).isEqualTo(resolved);
    }
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    for (int i = 0; i < ROOMS; i++) {
      RandomRoom room = room();
      StateMap resolved = RESOLVER.resolve(room.forks(), room);
      for (int server = 0; server < 3; server++) {
        RandomRoom other = room.seenInAnotherOrder(random);
        assertThat(other.states()).isEqualTo(room.states());
        assertThat(RESOLVER.resolve(other.forks(), other)).isEqualTo(resolved);
      }
    }
  }

  @Test
  void slotsWithoutConflictMayBeLeftOut() {
    for (int i = 0; i < ROOMS; i++) {
      RandomRoom room = room();
      List<StateMap> forks = room.forks();
      StateMap resolved = RESOLVER.resolve(forks, room);
      StateTuple slot = StateTuple.of("org.x");
      List<StateMap> cut = forks.stream().map(fork -> without(fork, slot)).toList();
      assertThat(RESOLVER.resolve(cut, room)).isEqualTo(without(resolved, slot));
    }
  }

  @Test
  void whatReplacesTheWinnerWouldHaveWon() {
    for (int i = 0; i < ROOMS; i++) {
      RandomRoom room = room();
      List<StateMap> forks = room.forks();
      StateMap resolved = RESOLVER.resolve(forks, room);
      for (StateMap fork : forks) {
        fork.entries()
            .forEach(
                (slot, event) -> {
                  Event winner = resolved.entries().get(slot);
                  assertThat(winner).isNotNull();
                  assertThat(replaces(event, winner, room)).isFalse();
                });
      }
    }
  }

  private static boolean replaces(Event event, Event other, RandomRoom room) {
    Event at = event;
    while (at.prevState() != null) {
      at = room.held(at.prevState());
      if (at.id().equals(other.id())) {
        return true;
      }
    }
    return false;
  }

  private static StateMap without(StateMap state, StateTuple slot) {
    Map<StateTuple, Event> entries = new HashMap<>(state.entries());
    entries.remove(slot);
    return new StateMap(entries);
  }

  private RandomRoom room() {
    return RandomRoom.make(RESOLVER, random, 4 + random.nextInt(28));
  }
}
