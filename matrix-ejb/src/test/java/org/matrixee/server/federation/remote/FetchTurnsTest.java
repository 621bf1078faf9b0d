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
  private final Map<String, CompletableFuture<String>> results = new LinkedHashMap<>();
  private final FetchTurns<String> turns = new FetchTurns<>(2, 3, Runnable::run);

  private void take(String... names) {
    for (String name : names) {
      ServerName server = new ServerName(name);
      results.put(
          name,
          turns.take(server, () -> asked.computeIfAbsent(server, s -> new CompletableFuture<>())));
    }
  }

  private void answer(String name) {
    asked.get(new ServerName(name)).complete(name + " answers");
  }

  private List<String> asked() {
    return asked.keySet().stream().map(ServerName::value).toList();
  }

  @Test
  void whoIsTooManyWaitsForItsTurn() {
    take("a.example", "b.example", "c.example");
    assertThat(asked()).containsExactly("a.example", "b.example");
    answer("a.example");
    assertThat(results.get("a.example")).isCompletedWithValue("a.example answers");
    assertThat(asked()).containsExactly("a.example", "b.example", "c.example");
    answer("c.example");
    assertThat(results.get("c.example")).isCompletedWithValue("c.example answers");
  }

  @Test
  void failuresGiveTheTurnOnToo() {
    take("a.example", "b.example");
    CompletableFuture<String> broken =
        turns.take(
            new ServerName("c.example"),
            () -> {
              throw new IllegalStateException("no way out");
            });
    take("d.example");
    asked
        .get(new ServerName("a.example"))
        .completeExceptionally(new IllegalStateException("broken"));
    assertThat(results.get("a.example")).isCompletedExceptionally();
    assertThat(broken).isCompletedExceptionally();
    answer("d.example");
    assertThat(results.get("d.example")).isCompletedWithValue("d.example answers");
  }

  @Test
  void whomARequestWaitsForComesFirst() {
    take("a.example", "b.example", "c.example", "d.example");
    turns.hurry(new ServerName("d.example"));
    answer("a.example");
    assertThat(asked()).containsExactly("a.example", "b.example", "d.example");
  }

  @Test
  void notEverybodyMayWait() {
    for (int i = 0; i < 6; i++) {
      take("s" + i + ".example");
    }
    List<CompletableFuture<String>> all = new ArrayList<>(results.values());
    assertThat(all.subList(0, 5)).noneMatch(CompletableFuture::isDone);
    assertThat(all.get(5)).isCompletedExceptionally();
  }
}
