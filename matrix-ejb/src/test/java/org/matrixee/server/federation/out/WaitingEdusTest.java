package org.matrixee.server.federation.out;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingEdusTest {
  private final WaitingEdus edus = new WaitingEdus();

  private static WaitingEdus.Item item(String type, String key, long sinceTs) {
    return new WaitingEdus.Item(type, now -> JsonValue.EMPTY_JSON_OBJECT, key, sinceTs);
  }

  @Test
  void theyAreTakenInOrder() {
    edus.add(item("a", null, 1));
    edus.add(item("b", null, 1));
    edus.add(item("c", null, 1));
    assertThat(edus.take(2, 1)).extracting(WaitingEdus.Item::type).containsExactly("a", "b");
    assertThat(edus.take(2, 1)).extracting(WaitingEdus.Item::type).containsExactly("c");
    assertThat(edus.isEmpty()).isTrue();
  }

  @Test
  void aNewerOneReplacesThatOfTheSameKeyAndType() {
    edus.add(item("m.presence", "@a:x", 1));
    edus.add(item("m.typing", "@a:x", 1));
    edus.add(item("m.presence", "@b:x", 1));
    WaitingEdus.Item newest = item("m.presence", "@a:x", 2);
    edus.add(newest);
    List<WaitingEdus.Item> all = edus.take(9, 2);
    assertThat(all).hasSize(3);
    assertThat(all.get(2)).isSameAs(newest);
  }

  @Test
  void withoutAKeyNothingIsReplaced() {
    edus.add(item("m.presence", null, 1));
    edus.add(item("m.presence", null, 2));
    assertThat(edus.take(9, 2)).hasSize(2);
  }

  @Test
  void oldOnesAreDropped() {
    long later = WaitingEdus.STALE.toMillis() + 2;
    edus.add(item("a", null, 1));
    edus.add(item("b", null, 2));
    assertThat(edus.take(9, later)).extracting(WaitingEdus.Item::type).containsExactly("b");
  }

  @Test
  void thereAreNeverTooMany() {
    for (int i = 0; i < WaitingEdus.MOST + 5; i++) {
      edus.add(item("t" + i, null, 1));
    }
    List<WaitingEdus.Item> all = edus.take(10_000, 1);
    assertThat(all).hasSize(WaitingEdus.MOST);
    assertThat(all.get(0).type()).isEqualTo("t5");
  }
}
