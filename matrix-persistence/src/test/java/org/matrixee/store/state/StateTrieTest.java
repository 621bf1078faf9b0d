package org.matrixee.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.StateTuple;

class StateTrieTest {
  /** What a row costs beside its body: header, number, and its entry in the index. */
  private static final int ROW_OVERHEAD = 60;

  private final Map<Long, byte[]> stored = new HashMap<>();
  // Numbers as large as on a server with a thousand million events.
  private final AtomicLong nids = new AtomicLong(1_000_000_000L);
  private final AtomicInteger loads = new AtomicInteger();

  private StateTrie trie() {
    return new StateTrie(this::load, nids::incrementAndGet);
  }

  private Map<Long, StateBlock> load(Collection<Long> wanted) {
    loads.incrementAndGet();
    Map<Long, StateBlock> blocks = new HashMap<>();
    for (long nid : wanted) {
      if (stored.containsKey(nid)) {
        blocks.put(nid, StateBlockCodec.decode(stored.get(nid)));
      }
    }
    return blocks;
  }

  /** Sets and stores; gives the new root. */
  private long set(long root, Map<SlotKey, Long> changes) {
    StateTrie trie = trie();
    long newRoot = trie.set(root, changes);
    trie.made().forEach((nid, block) -> stored.put(nid, StateBlockCodec.encode(block)));
    return newRoot;
  }

  private static SlotKey member(int i) {
    return SlotKey.of(new StateTuple("m.room.member", "@user" + i + ":example.org"));
  }

  private long membersOneByOne(int count) {
    long root = 0;
    for (int i = 0; i < count; i++) {
      root = set(root, Map.of(member(i), nids.incrementAndGet()));
    }
    return root;
  }

  @Test
  void changingOneOfTenThousandEntriesWritesUnderTwoKilobytes() {
    long root = membersOneByOne(10_000);
    int greatest = 0;
    for (int i = 0; i < 10_000; i += 7) {
      StateTrie trie = trie();
      trie.set(root, Map.of(member(i), nids.incrementAndGet()));
      int bytes =
          trie.made().values().stream()
              .mapToInt(block -> StateBlockCodec.encode(block).length + ROW_OVERHEAD)
              .sum();
      greatest = Math.max(greatest, bytes);
    }
    assertThat(greatest).isBetween(200, 2047);
  }

  @Test
  void findingAFewOfTenThousandTakesAFewLoads() {
    long root = membersOneByOne(10_000);
    loads.set(0);

    Map<SlotKey, Long> found = trie().find(root, List.of(member(1), member(77), member(9_999)));

    assertThat(found).hasSize(3);
    assertThat(loads.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void readingAllOfTenThousandTakesAFewLoads() {
    long root = membersOneByOne(10_000);
    loads.set(0);

    assertThat(trie().all(root)).hasSize(10_000);
    assertThat(loads.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void snapshotsShareTheirBlocks() {
    long root = membersOneByOne(10_000);
    int before = stored.size();

    set(root, Map.of(member(5), 5L));

    assertThat(stored.size() - before).isLessThanOrEqualTo(4);
  }

  @Test
  void behavesLikeAMapWhateverTheSizes() {
    Random random = new Random(42);
    for (int round = 0; round < 20; round++) {
      Map<SlotKey, Long> expected = new HashMap<>();
      long root = 0;
      int range = 1 + random.nextInt(3000);
      for (int step = 0; step < 40; step++) {
        Map<SlotKey, Long> changes = new HashMap<>();
        for (int i = random.nextInt(random.nextBoolean() ? 3 : 200); i > 0; i--) {
          changes.put(member(random.nextInt(range)), (long) random.nextInt(1000));
        }
        expected.putAll(changes);
        root = set(root, changes);
      }
      Set<SlotKey> keys = new HashSet<>(expected.keySet());
      keys.add(SlotKey.of(StateTuple.of("absent")));
      assertThat(trie().find(root, keys)).isEqualTo(expected);
      assertThat(trie().all(root)).containsExactlyInAnyOrderElementsOf(expected.values());
    }
  }

  @Test
  void theSameStateHasTheSameShapeInWhateverOrderItCame() {
    Map<SlotKey, Long> all = new HashMap<>();
    for (int i = 0; i < 500; i++) {
      all.put(member(i), (long) i);
    }
    set(0, all);
    int atOnce = stored.size();
    long oneByOne = 0;
    for (Map.Entry<SlotKey, Long> entry : all.entrySet()) {
      oneByOne = set(oneByOne, Map.of(entry.getKey(), entry.getValue()));
    }

    assertThat(countBlocks(oneByOne)).isEqualTo(atOnce);
  }

  private int countBlocks(long nid) {
    int count = 1;
    if (StateBlockCodec.decode(stored.get(nid)) instanceof StateBlock.Branch branch) {
      for (int i = 0; i < StateBlock.FAN_OUT; i++) {
        count += branch.child(i) == 0 ? 0 : countBlocks(branch.child(i));
      }
    }
    return count;
  }

  @Test
  void keysWithALongCommonPrefixEndInOneLeaf() {
    Map<SlotKey, Long> alike = new HashMap<>();
    for (int i = 0; i < 40; i++) {
      // They differ in the last bits only, which no branch looks at.
      alike.put(new SlotKey(-1L, -16L + i % 16), (long) i);
    }
    alike.put(new SlotKey(-1L, 0), 99L);
    for (int i = 1; i < 20; i++) {
      alike.put(new SlotKey(-1L, i), 100L + i);
    }
    long root = set(0, alike);

    assertThat(trie().find(root, alike.keySet())).isEqualTo(alike);
    assertThat(trie().all(root)).hasSize(alike.size());
  }

  @Test
  void nothingChangedGivesTheSameRoot() {
    long root = membersOneByOne(100);
    Map<SlotKey, Long> same = trie().find(root, List.of(member(3), member(50)));

    assertThat(set(root, same)).isEqualTo(root);
    assertThat(set(root, Map.of())).isEqualTo(root);
    assertThat(set(0, Map.of())).isZero();
  }

  @Test
  void aMissingBlockIsAnError() {
    assertThatThrownBy(() -> trie().all(12)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> trie().find(12, List.of(member(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void largeNumbersSurviveTheCodec() {
    long[] values = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE};
    TreeMap<SlotKey, Long> entries = new TreeMap<>();
    for (long value : values) {
      entries.put(new SlotKey(value, ~value), value);
    }
    StateBlock leaf = StateBlockCodec.decode(StateBlockCodec.encode(StateBlock.Leaf.of(entries)));

    assertThat(((StateBlock.Leaf) leaf).mergedWith(Map.of())).isEqualTo(entries);
  }

  @Test
  void unknownBytesAreAnError() {
    assertThatThrownBy(() -> StateBlockCodec.decode(new byte[] {7}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void slotKeyIsTheStartOfTheHash() {
    // printf 'm.room.name\0' | sha256sum
    assertThat(SlotKey.of(StateTuple.of("m.room.name")).toUuid())
        .hasToString("f1189abc-2eb1-8ace-3ef8-dceb8bc6579a");
  }

  @Test
  void typeAndKeyAreKeptApart() {
    assertThat(SlotKey.of(new StateTuple("ab", "c")))
        .isNotEqualTo(SlotKey.of(new StateTuple("a", "bc")));
  }
}
