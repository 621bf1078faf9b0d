package org.matrixee.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matrixee.server.news.News;

/** What changed beside events, in memory: what it covers and what is forgotten. */
class RecentNewsTest {
  private final RecentNews recent = new RecentNews(3, 10);

  private static List<News> read(long room) {
    return List.of(new News.Receipts(room));
  }

  @Test
  void aRangeHasWhatLiesInIt() {
    recent.add(13, read(3));
    recent.add(11, read(1));
    recent.add(12, read(2));
    assertThat(recent.range(11, 12)).isEqualTo(read(2));
    assertThat(recent.range(10, 13))
        .containsExactly(new News.Receipts(1), new News.Receipts(2), new News.Receipts(3));
    assertThat(recent.range(13, 99)).isEmpty();
  }

  @Test
  void whatIsOlderIsForgottenAndItIsKnown() {
    assertThat(recent.covers(10)).isTrue();
    assertThat(recent.covers(9)).isFalse();
    for (long position = 11; position <= 15; position++) {
      recent.add(position, read(position));
    }
    assertThat(recent.range(10, 99)).hasSize(3);
    assertThat(recent.covers(11)).isFalse();
    assertThat(recent.covers(12)).isTrue();
  }
}
