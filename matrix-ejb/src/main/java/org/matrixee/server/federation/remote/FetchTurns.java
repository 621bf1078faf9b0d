package org.matrixee.server.federation.remote;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;

/**
 * Lets so many servers be asked at once; the others wait for their turn, and are not forgotten: the
 * state of a room may be signed by thousands. Those that somebody waits for with a request of
 * theirs come first.
 */
final class FetchTurns<T> {
  private final int mostAtOnce;
  private final int mostWaiting;
  private final Executor executor;

  private final Map<ServerName, Turn<T>> urgent = new LinkedHashMap<>();
  private final Map<ServerName, Turn<T>> patient = new LinkedHashMap<>();
  private int running;

  private record Turn<T>(
      ServerName server, Supplier<CompletionStage<T>> fetch, CompletableFuture<T> result) {}

  FetchTurns(int mostAtOnce, int mostWaiting, Executor executor) {
    this.mostAtOnce = mostAtOnce;
    this.mostWaiting = mostWaiting;
    this.executor = executor;
  }

  /**
   * Asks a server when it is its turn.
   *
   * @return what came of it; exceptionally with {@link RemoteFailure} if too many wait already
   */
  CompletableFuture<T> take(ServerName server, Supplier<CompletionStage<T>> fetch) {
    Turn<T> turn = new Turn<>(server, fetch, new CompletableFuture<>());
    synchronized (this) {
      if (running >= mostAtOnce) {
        if (urgent.size() + patient.size() >= mostWaiting) {
          return CompletableFuture.failedFuture(
              new RemoteFailure(server, Kind.UNREACHABLE, "too many servers are to be asked"));
        }
        patient.put(server, turn);
        return turn.result();
      }
      running++;
    }
    begin(turn);
    return turn.result();
  }

  /** Somebody cannot go on without this one. */
  synchronized void hurry(ServerName server) {
    Turn<T> turn = patient.remove(server);
    if (turn != null) {
      urgent.put(server, turn);
    }
  }

  private void begin(Turn<T> turn) {
    CompletionStage<T> fetched;
    try {
      fetched = turn.fetch().get();
    } catch (RuntimeException e) {
      fetched = CompletableFuture.failedFuture(e);
    }
    CompletionStage<?> unused =
        fetched.whenComplete(
            (result, failure) -> {
              handOn();
              if (failure == null) {
                turn.result().complete(result);
              } else {
                turn.result().completeExceptionally(Remote.cause(failure));
              }
            });
  }

  private void handOn() {
    Turn<T> next;
    synchronized (this) {
      next = first(urgent);
      if (next == null) {
        next = first(patient);
      }
      if (next == null) {
        running--;
        return;
      }
    }
    Turn<T> turn = next;
    executor.execute(() -> begin(turn));
  }

  private static <T> @Nullable Turn<T> first(Map<ServerName, Turn<T>> waiting) {
    Iterator<Turn<T>> turns = waiting.values().iterator();
    if (!turns.hasNext()) {
      return null;
    }
    Turn<T> turn = turns.next();
    turns.remove();
    return turn;
  }
}
