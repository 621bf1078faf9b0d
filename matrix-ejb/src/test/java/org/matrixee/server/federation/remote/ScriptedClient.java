package org.matrixee.server.federation.remote;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Other servers as a function: what is asked is kept, what is answered is up to the test. */
public final class ScriptedClient implements FederationClient {
  private final List<RemoteRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<RemoteRequest, CompletionStage<RemoteAnswer>> script =
      request ->
          CompletableFuture.failedFuture(
              new RemoteFailure(
                  request.destination(), RemoteFailure.Kind.UNREACHABLE, "nothing is there"));

  /** From now on answers so; the function may throw {@link RemoteFailure}. */
  public void answer(Function<RemoteRequest, RemoteAnswer> answers) {
    script =
        request -> {
          try {
            return CompletableFuture.completedFuture(answers.apply(request));
          } catch (RemoteFailure failure) {
            return CompletableFuture.failedFuture(failure);
          }
        };
  }

  /** What was asked, in order. */
  public List<RemoteRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public CompletionStage<RemoteAnswer> send(RemoteRequest request) {
    requests.add(request);
    return script.apply(request);
  }
}
