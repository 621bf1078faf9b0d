package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;
import org.matrixee.server.federation.remote.ServerDiscovery.Place;

/**
 * Finds a server, and tries its addresses one after the other until one answers.
 *
 * <p>Whatever goes between servers may be repeated, so that a request is also sent a second time
 * when a connection from earlier turns out to be dead.
 */
@ApplicationScoped
public class HttpWire implements Wire {
  private static final Logger LOG = Logger.getLogger(HttpWire.class);

  private MatrixConfig config;
  private ServerDiscovery discovery;
  private TlsConnections connections;
  private Threads threads;

  /** For the container's proxies. */
  protected HttpWire() {}

  /** With what it needs. */
  @Inject
  public HttpWire(
      MatrixConfig config, ServerDiscovery discovery, TlsConnections connections, Threads threads) {
    this.config = config;
    this.discovery = discovery;
    this.connections = connections;
    this.threads = threads;
  }

  @Override
  public CompletionStage<WireAnswer> send(WireRequest request) {
    if (!config.federation().allows(request.destination())) {
      return CompletableFuture.failedFuture(
          new RemoteFailure(
              request.destination(), Kind.NOT_ALLOWED, "the settings do not allow it"));
    }
    Attempts attempts = new Attempts(request);
    discovery
        .find(request.destination())
        .whenComplete(
            (places, failure) -> {
              if (places == null) {
                attempts.result.completeExceptionally(failure);
              } else {
                attempts.next(places, 0, false);
              }
            });
    return attempts
        .result
        .orTimeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handleAsync((answer, failure) -> outcome(request, answer, failure), threads.executor());
  }

  private static WireAnswer outcome(
      WireRequest request, @Nullable WireAnswer answer, @Nullable Throwable failure) {
    if (answer != null) {
      return answer;
    }
    Throwable cause = failure == null ? null : Remote.cause(failure);
    if (cause instanceof RemoteFailure known) {
      throw known;
    }
    Kind kind = Kind.UNREACHABLE;
    String sentence = "it cannot be reached: " + cause;
    if (cause instanceof TimeoutException) {
      kind = Kind.TIMEOUT;
      sentence = "no whole answer within " + request.timeout().toMillis() + " ms";
    } else if (cause instanceof BoundedAnswer.TooLong) {
      kind = Kind.TOO_LARGE;
      sentence = String.valueOf(cause.getMessage());
    }
    LOG.debugf("%s: %s", request.destination(), sentence);
    throw new RemoteFailure(request.destination(), kind, sentence);
  }

  /** The attempts of one request; the end of the result ends the one under way. */
  private final class Attempts {
    private final WireRequest request;
    private final CompletableFuture<WireAnswer> result = new CompletableFuture<>();

    Attempts(WireRequest request) {
      this.request = request;
    }

    void next(List<Place> places, int number, boolean again) {
      if (result.isDone()) {
        return;
      }
      CompletableFuture<WireAnswer> attempt;
      try {
        attempt = connections.attempt(request, places.get(number));
      } catch (RuntimeException e) {
        result.completeExceptionally(e);
        return;
      }
      CompletableFuture<?> unused = result.whenComplete((answer, failure) -> attempt.cancel(true));
      CompletableFuture<?> unusedToo =
          attempt.whenComplete(
              (answer, failure) -> {
                if (answer != null) {
                  result.complete(answer);
                } else if (!again && mayBeAStaleConnection(failure)) {
                  next(places, number, true);
                } else if (number + 1 < places.size()
                    && !(failure instanceof BoundedAnswer.TooLong)) {
                  next(places, number + 1, false);
                } else {
                  result.completeExceptionally(failure);
                }
              });
    }

    private boolean mayBeAStaleConnection(Throwable failure) {
      return !(failure instanceof BoundedAnswer.TooLong
          || failure instanceof ConnectException
          || failure instanceof ConnectTimeoutException
          || failure instanceof NoRouteToHostException
          || failure instanceof InterruptedIOException
          || failure instanceof SSLException);
    }
  }
}
