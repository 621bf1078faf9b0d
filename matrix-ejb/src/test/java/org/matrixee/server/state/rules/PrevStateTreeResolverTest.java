package org.matrixee.server.state.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.server.fixtures.Users.ALICE;
import static org.matrixee.server.fixtures.Users.BOB;
import static org.matrixee.server.fixtures.Users.CAROL;
import static org.matrixee.server.state.rules.SlotTree.TOPIC;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.Event;
import org.matrixee.model.event.EventType;
import org.matrixee.model.event.StateLink;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.event.StateTuple;
import org.matrixee.model.id.EventId;
import org.matrixee.model.room.RoomVersion;
import org.matrixee.server.event.rules.RoomRules;

/** federation-v1, 8: each step, and the worked cases. */
@DisplayName("federation-v1, 8: state conflict resolution")
class PrevStateTreeResolverTest {
  private static final StateResolver RESOLVER = RoomRules.of(RoomVersion.V2014).resolver();

  private final SlotTree tree =
      new SlotTree()
          .levels("{'@alice:example.org':100,'@bob:example.org':50,'@carol:example.org':50}");

  @Test
  @DisplayName("step 0: first value of a key: accepted")
  void firstValue() {
    Event a = tree.topic("a", CAROL, 5, null);
    assertThat(winner(null, a)).isEqualTo(a);
  }

  @Test
  @DisplayName("step 2: B replaces A, A current, sender weaker than A's: accepted")
  void directReplacement() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", CAROL, 6, a);
    assertThat(winner(a, b)).isEqualTo(b);
  }

  @Test
  @DisplayName("step 2: C extends B extends A, A current: accepted")
  void indirectReplacement() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", CAROL, 6, a);
    Event c = tree.topic("c", CAROL, 9, b);
    assertThat(winner(a, c)).isEqualTo(c);
    assertThat(winner(a, b, c)).isEqualTo(c);
  }

  @Test
  @DisplayName("step 3: B and C replace A: the higher level wins, whichever is current")
  void higherLevelWins() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", ALICE, 6, a);
    Event c = tree.topic("c", BOB, 6, a);
    Event longer = tree.topic("d", BOB, 7, c);
    assertThat(winner(b, c)).isEqualTo(b);
    assertThat(winner(b, longer)).as("the level counts before the length").isEqualTo(b);
  }

  @Test
  @DisplayName("step 3: the greatest level on a branch counts, the ancestor's not")
  void greatestOfTheBranch() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", ALICE, 6, a);
    Event b2 = tree.topic("b2", CAROL, 7, b);
    Event c = tree.topic("c", BOB, 6, a);
    assertThat(winner(b2, c)).isEqualTo(b2);
  }

  @Test
  @DisplayName("step 3, REC: levels are those in force at the common ancestor")
  void levelsAtTheAncestor() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", BOB, 6, a);
    Event c = tree.topic("c", CAROL, 6, a);
    tree.levelsAfter(a, "{'@bob:example.org':10,'@carol:example.org':20}");
    tree.levelsAfter(b, "{'@bob:example.org':99}");
    assertThat(winner(b, c)).isEqualTo(c);
    tree.levelsAfter(a, "{'@bob:example.org':30,'@carol:example.org':20}");
    assertThat(winner(b, c)).isEqualTo(b);
  }

  @Test
  @DisplayName("step 4: equal levels: the longer branch wins")
  void longerBranchWins() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", BOB, 60, a);
    Event c = tree.topic("c", CAROL, 6, a);
    Event c2 = tree.topic("c2", CAROL, 7, c);
    assertThat(winner(b, c2)).isEqualTo(c2);
  }

  @Test
  @DisplayName("step 5: equal levels, equal lengths: the greater SHA-1 from the tip downwards")
  void greaterSha1Wins() throws Exception {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b1 = tree.topic("b1", BOB, 6, a);
    Event b2 = tree.topic("b2", BOB, 7, b1);
    Event c1 = tree.topic("c1", CAROL, 6, a);
    Event c2 = tree.topic("c2", CAROL, 7, c1);
    boolean greater =
        sha1("b2example.orgb1example.org").compareTo(sha1("c2example.orgc1example.org")) > 0;
    assertThat(winner(b2, c2)).isEqualTo(greater ? b2 : c2);
  }

  @Test
  @DisplayName("step 1: C's predecessor unknown: to be fetched, then decided")
  void missingLinks() {
    Event a = tree.topic("a", ALICE, 5, null);
    Event b = tree.topic("b", BOB, 6, a);
    Event c1 = tree.topic("c1", CAROL, 6, a);
    Event c2 = tree.topic("c2", CAROL, 7, c1);
    tree.without(c1);
    assertThat(RESOLVER.findMissing(forks(b, c2), tree)).containsExactly(c1.id());
    assertThat(RESOLVER.findMissing(forks(b), tree)).isEmpty();
    Event fetched = tree.topic("c1", CAROL, 6, a);
    assertThat(fetched).isEqualTo(c1);
    assertThat(RESOLVER.findMissing(forks(b, c2), tree)).isEmpty();
    assertThat(winner(b, c2)).as("now it is the longer one").isEqualTo(c2);
  }

  @Test
  @DisplayName("step 1: after some thousand links there is no common ancestor")
  void endlessBranches() {
    Event root = tree.topic("root", ALICE, 1, null);
    Event deep = chain(root, PrevStateTree.MOST_LINKS + 10);
    Event beside = tree.topic("beside", ALICE, 2, root);
    assertThat(PrevStateTree.climb(List.of(deep, beside), tree).ancestor()).isNull();
    assertThat(PrevStateTree.climb(List.of(beside, deep), tree).branches()).hasSize(2);
    assertThat(winner(deep, beside)).as("the level counts, not the length").isEqualTo(beside);
    Event shorter = chain(root, PrevStateTree.MOST_LINKS - 10);
    assertThat(PrevStateTree.climb(List.of(shorter, beside), tree).ancestor())
        .isEqualTo(StateLink.claimedBy(root));
  }

  private Event chain(Event root, int length) {
    Event tip = root;
    for (int i = 1; i <= length; i++) {
      tip = tree.topic(length + "c" + i, CAROL, root.depth() + i, tip);
    }
    return tip;
  }

  @Test
  @DisplayName("no common ancestor: the levels of the resolved state decide")
  void withoutAncestor() {
    Event b = tree.topic("b", BOB, 6, null);
    Event b2 = tree.topic("b2", BOB, 7, b);
    Event c = tree.topic("c", ALICE, 6, null);
    assertThat(winner(b2, c)).isEqualTo(c);
  }

  @Test
  @DisplayName("conflicting power levels without ancestor: only the creator has a level")
  void conflictingLevels() {
    Event create =
        SlotTree.event(EventType.CREATE, "c", ALICE, 1, null, "{'creator':'@alice:example.org'}");
    Event byAlice =
        SlotTree.event(EventType.POWER_LEVELS, "p1", ALICE, 3, null, "{'@bob:example.org':60}");
    Event byBob =
        SlotTree.event(EventType.POWER_LEVELS, "p2", BOB, 3, null, "{'@bob:example.org':1000}");
    StateMap one = StateMap.EMPTY.with(create).with(byAlice).with(tree.topic("x", BOB, 4, null));
    StateMap two = StateMap.EMPTY.with(create).with(byBob).with(tree.topic("y", CAROL, 4, null));
    StateMap resolved = RESOLVER.resolve(List.of(one, two), tree);
    assertThat(resolved.get(StateTuple.of(EventType.POWER_LEVELS))).isEqualTo(byAlice);
    assertThat(resolved.get(TOPIC)).as("by the resolved levels").isEqualTo(one.get(TOPIC));
    assertThat(RESOLVER.resolve(List.of(two, one), tree)).isEqualTo(resolved);
  }

  @Test
  void slotsWithoutConflictAreUnited() {
    StateMap one = StateMap.EMPTY.with(SlotTree.event("org.x", "x", BOB, 1, null, "{}"));
    StateMap two = StateMap.EMPTY.with(SlotTree.event("org.y", "y", BOB, 1, null, "{}"));
    assertThat(RESOLVER.resolve(List.of(one, two), tree).entries())
        .containsOnlyKeys(StateTuple.of("org.x"), StateTuple.of("org.y"));
    assertThat(RESOLVER.resolve(List.of(), tree)).isEqualTo(StateMap.EMPTY);
    assertThat(RESOLVER.resolve(List.of(one), tree)).isEqualTo(one);
  }

  @Test
  @DisplayName("hostile links (rings, other slots, greater depths) end a branch")
  void hostileLinks() {
    EventId inRing = new EventId("r2@example.org");
    Event r1 = SlotTree.event(EventType.TOPIC, "r1", BOB, 5, inRing, "{}");
    Event ring2 = tree.topic("r2", BOB, 5, r1);
    Event honest = tree.topic("h", ALICE, 4, null);
    assertThat(winner(r1, honest)).isEqualTo(honest);
    assertThat(winner(ring2, honest, r1)).isEqualTo(honest);
    Event deeper = tree.topic("d", BOB, 3, ring2);
    assertThat(winner(deeper, honest)).isEqualTo(honest);
    Event otherSlot = SlotTree.event("org.x", "o", BOB, 9, honest.id(), "{}");
    StateMap other = StateMap.EMPTY.with(otherSlot);
    assertThat(RESOLVER.resolve(List.of(other, other), tree)).isEqualTo(other);
  }

  private @Nullable Event winner(@Nullable Event... candidates) {
    List<StateMap> forks = forks(candidates);
    StateMap resolved = RESOLVER.resolve(forks, tree);
    List<StateMap> reversed = new ArrayList<>(forks);
    Collections.reverse(reversed);
    assertThat(RESOLVER.resolve(reversed, tree)).as("the order").isEqualTo(resolved);
    return resolved.get(TOPIC);
  }

  private List<StateMap> forks(@Nullable Event... candidates) {
    StateMap base = tree.usualLevels();
    return Stream.of(candidates).map(event -> event == null ? base : base.with(event)).toList();
  }

  private static String sha1(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
  }
}
