package org.matrixee.server.federation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.matrixee.model.id.ServerName;

/** Many servers are to be asked: a few at once, and all of them. */
class FetchTurnsTest {
  private final Map<ServerName, CompletableFuture<String>> asked = new LinkedHashMap<>();
  private final FetchTurns<String> turns = new FetchTurns<>(2, 3, Runnable::run);

  private CompletableFuture<String> take(String name) {
    ServerName server = new ServerName(name);
    return turns.take(server, () -> asked.computeIfAbsent(server, s -> new CompletableFuture<>()));
  }

  private void answer(String name) {
    asked.get(new ServerName(name)).complete(name + " answers");
  }

  private List<String> asked() {
    return asked.keySet().stream().map(ServerName::value).toList();
  }

  @Test
  void whoIsTooManyWaitsForItsTurn() {
    CompletableFuture<String> a = take("a.example");
    take("b.example");
    CompletableFuture<String> c = take("c.example");
    assertThat(asked()).containsExactly("a.example", "b.example");
    answer("a.example");
    assertThat(a).isCompletedWithValue("a.example answers");
    assertThat(asked()).containsExactly("a.example", "b.example", "c.example");
    answer("c.example");
    assertThat(c).isCompletedWithValue("c.example answers");
  }

  @Test
  void failuresGiveTheTurnOnToo() {
    CompletableFuture<String> a = take("a.example");
    take("b.example");
    CompletableFuture<String> c =
        turns.take(
            new ServerName("c.example"),
            () -> {
              throw new IllegalStateException("no way out");
            });
    CompletableFuture<String> d = take("d.example");
    asked
        .get(new ServerName("a.example"))
        .completeExceptionally(new IllegalStateException("broken"));
    assertThat(a).isCompletedExceptionally();
    assertThat(c).isCompletedExceptionally();
    answer("d.example");
    assertThat(d).isCompletedWithValue("d.example answers");
  }

  @Test
  void whomARequestWaitsForComesFirst() {
    take("a.example");
    take("b.example");
    take("c.example");
    take("d.example");
    turns.hurry(new ServerName("d.example"));
    answer("a.example");
    assertThat(asked()).containsExactly("a.example", "b.example", "d.example");
  }

  @Test
  void notEverybodyMayWait() {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      all.add(take("s" + i + ".example"));
    }
    assertThat(all.subList(0, 5)).noneMatch(CompletableFuture::isDone);
    assertThat(all.get(5)).isCompletedExceptionally();
  }
}
