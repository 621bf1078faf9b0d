package org.matrixee.server.federation.remote;

import jakarta.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.ServerName;

/**
 * A request to another server.
 *
 * @param destination the server
 * @param method {@code GET} or {@code PUT}
 * @param uri the path and query, percent-encoded, exactly as they go out and are signed
 * @param body what a {@code PUT} carries; null for none
 * @param timeout how long the whole answer may take, from the first look-up of the name on
 * @param maxAnswer the most bytes of an answer that are read; a longer one is a failure
 */
public record RemoteRequest(
    ServerName destination,
    String method,
    String uri,
    @Nullable JsonObject body,
    Duration timeout,
    int maxAnswer) {
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(30);

  /** The most bytes of an answer, if nothing else is said. */
  public static final int USUAL_ANSWER = 10 * 1024 * 1024;

  /** A {@code GET} with the usual bounds. */
  public static RemoteRequest get(ServerName destination, String uri) {
    return new RemoteRequest(destination, "GET", uri, null, USUAL_TIMEOUT, USUAL_ANSWER);
  }

  /** A {@code PUT} with the usual bounds. */
  public static RemoteRequest put(ServerName destination, String uri, JsonObject body) {
    return new RemoteRequest(destination, "PUT", uri, body, USUAL_TIMEOUT, USUAL_ANSWER);
  }

  /** The same with another limit to the answer's length. */
  public RemoteRequest atMost(int bytes) {
    return new RemoteRequest(destination, method, uri, body, timeout, bytes);
  }

  /** The same with another time limit. */
  public RemoteRequest within(Duration limit) {
    return new RemoteRequest(destination, method, uri, body, limit, maxAnswer);
  }
}
