package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.UserId;
import org.matrixee.server.state.rules.GraphStory.Fork;

/** Resolving costs what the forks differ in, not what the room holds. */
@DisplayName("two forks of a room with 50,000 state events that differ in 100")
class LargeRoomTest {
  private static final int STATE = 50_000;
  private static final int DIFFERENT = 100;

  /** A room that has been closed and opened, in which half of the conflicts are memberships. */
  private static LargeRoom make(int version, int size) {
    GraphStory room = new GraphStory(version);
    Fork start = room.start().joinRule("invite").joinRule("public");
    Map<StateTuple, Event> base = new HashMap<>(start.state().entries());
    for (int i = base.size(); i < size; i++) {
      String user = user(i).value();
      add(base, room.say(base, i, EventType.MEMBER, user, user(i), "{'membership':'join'}"));
      if (i % 1000 == 0) {
        add(base, room.say(base, i, EventType.JOIN_RULES, "", ALICE, "{'join_rule':'public'}"));
      }
    }
    return fork(room, base, size);
  }

  private static void add(Map<StateTuple, Event> state, Event event) {
    state.put(event.slot(), event);
  }

  private static UserId user(int number) {
    return new UserId("@u" + number + ":example.org");
  }

  private static LargeRoom fork(GraphStory room, Map<StateTuple, Event> base, int size) {
    List<Map<StateTuple, Event>> differing = new ArrayList<>();
    for (int side = 0; side < 2; side++) {
      Map<StateTuple, Event> own = new HashMap<>();
      for (int i = 0; i < DIFFERENT / 2; i++) {
        add(own, room.say(base, size, "org.x", "k" + i, side == 0 ? ALICE : BOB, "{}"));
        UserId user = user(1000 + i);
        String content = "{'membership':'" + (side == 0 ? "ban" : "leave") + "'}";
        add(
            own,
            room.say(
                base, size, EventType.MEMBER, user.value(), side == 0 ? ALICE : user, content));
      }
      differing.add(own);
    }
    Map<StateTuple, Event> agreed = new HashMap<>(base);
    agreed.keySet().removeAll(differing.get(0).keySet());
    return new LargeRoom(agreed, differing, room.events());
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"1, 2000", "2, 2000", "12, 8000"})
  void onlyTheDifferenceIsTouched(int version, int most) {
    LargeRoom room = make(version, STATE);
    assertThat(room.size()).isGreaterThanOrEqualTo(STATE - DIFFERENT);
    StateResolver resolver = new GraphStory(version).rules().resolver();
    Map<StateTuple, Event> resolved = resolver.resolve(room, room);
    assertThat(room.touched()).as("events looked at").isLessThan(most);
    assertThat(resolved).hasSize(DIFFERENT);
    for (int i = 0; i < DIFFERENT / 2; i++) {
      assertThat(resolved.get(StateTuple.member(user(1000 + i))).content().getString("membership"))
          .isEqualTo("ban");
    }
  }

  @ParameterizedTest(name = "version {0}")
  @CsvSource({"1", "2", "11", "12"})
  void answerIsThatOfTheWholeState(int version) {
    LargeRoom room = make(version, 1500);
    StateResolver resolver = new GraphStory(version).rules().resolver();
    StateMap whole = resolver.resolve(room.whole(), room);
    Map<StateTuple, Event> cut = resolver.resolve(room, room);
    cut.forEach((slot, event) -> assertThat(whole.get(slot)).isEqualTo(event));
    assertThat(whole.entries()).hasSize(room.size() + DIFFERENT);
  }
}
