package org.matrixee.server.directory.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.matrixee.model.event.StateMap;
import org.matrixee.model.id.RoomId;

class PublicRoomFilterTest {
  private static RoomSummary room(
      @Nullable String name,
      @Nullable String topic,
      @Nullable String alias,
      @Nullable String type) {
    return new RoomSummary(
        new RoomId("!r:a.example"), 1, name, topic, alias, null, null, type, false, false);
  }

  @Test
  void termIsFoundInNameTopicAndAddressWhateverTheCase() {
    PublicRoomFilter filter = new PublicRoomFilter("CHEese", null);
    assertThat(filter.wants(room("Old cheese", null, null, null))).isTrue();
    assertThat(filter.wants(room(null, "about CHEESE", null, null))).isTrue();
    assertThat(filter.wants(room(null, null, "#cheese:a.example", null))).isTrue();
    assertThat(filter.wants(room("Wine", "Bread", "#salt:a.example", null))).isFalse();
    assertThat(filter.wants(room(null, null, null, null))).isFalse();
  }

  @Test
  void typesAreTakenAtTheirWord() {
    RoomSummary plain = room("a", null, null, null);
    RoomSummary space = room("a", null, null, "m.space");
    assertThat(new PublicRoomFilter(null, Set.of("m.space")).wants(space)).isTrue();
    assertThat(new PublicRoomFilter(null, Set.of("m.space")).wants(plain)).isFalse();
    PublicRoomFilter untyped = new PublicRoomFilter(null, Set.of(PublicRoomFilter.NO_TYPE));
    assertThat(untyped.wants(plain)).isTrue();
    assertThat(untyped.wants(space)).isFalse();
    assertThat(new PublicRoomFilter(null, Set.of()).wants(plain)).isFalse();
    assertThat(PublicRoomFilter.ALL.wants(plain)).isTrue();
    assertThat(PublicRoomFilter.ALL.wants(space)).isTrue();
    assertThat(PublicRoomFilter.ALL.isEmpty()).isTrue();
    assertThat(untyped.isEmpty()).isFalse();
  }

  @Test
  void roomWithoutStateHasNothingToSay() {
    RoomSummary summary = RoomSummary.of(new RoomId("!r:a.example"), 3, StateMap.EMPTY);
    assertThat(summary)
        .isEqualTo(
            new RoomSummary(
                new RoomId("!r:a.example"), 3, null, null, null, null, null, null, false, false));
  }
}
