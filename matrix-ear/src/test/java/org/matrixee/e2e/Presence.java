package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.matrixee.e2e.Client.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Presence as one client sees and sets it.
 *
 * @param client the client
 */
public record Presence(Client client) {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Of a client. */
  public static Presence of(Client client) {
    return new Presence(client);
  }

  /** GET of another's status. */
  public Reply status(Client other) {
    return client.get(path("presence", other.userId(), "status"));
  }

  /** The other's state, as this client sees it. */
  public String stateOf(Client other) {
    return status(other).ok().path("presence").asText();
  }

  /** How long ago the client was active, in ms. */
  public long activeAgo() {
    JsonNode status = status(client).ok();
    assertThat(status.path("last_active_ago").isIntegralNumber()).as("%s", status).isTrue();
    return status.path("last_active_ago").asLong();
  }

  /** PUT of the own status. */
  public Reply put(Object... body) {
    return client.put(path("presence", client.userId(), "status"), Json.of(body));
  }

  /** Sets the own state. */
  public void set(String state) {
    put("presence", state).ok();
  }

  /** The presence list. */
  public JsonNode list() {
    return client.get("/presence/list").ok();
  }

  /** Invites users to the list. */
  public Reply invite(Client... others) {
    return change("invite", others);
  }

  /** Drops users from the list. */
  public Reply drop(Client... others) {
    return change("drop", others);
  }

  private Reply change(String key, Client... others) {
    ArrayNode ids = Json.list();
    for (Client other : others) {
      ids.add(other.userId());
    }
    return client.post(path("presence", "list", client.userId()), Json.of(key, ids));
  }

  /** The entry of a user in the presence of this client's initialSync; missing if there is none. */
  public JsonNode synced(Client other) {
    return contentOf(Json.elements(client.initialSync(1).path("presence")), other);
  }

  private static JsonNode contentOf(List<JsonNode> events, Client other) {
    for (JsonNode event : events) {
      if (isOf(event, other)) {
        return event.path("content");
      }
    }
    return MissingNode.getInstance();
  }

  /** Whether an event is the presence of a user. */
  public static boolean isOf(JsonNode event, Client user) {
    return event.path("type").asText().equals("m.presence")
        && event.path("content").path("user_id").asText().equals(user.userId());
  }

  /** Reads a stream until a user's presence satisfies a condition; returns that event. */
  public static JsonNode until(LiveStream stream, Client user, Predicate<JsonNode> condition) {
    List<JsonNode> seen = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      for (JsonNode event : stream.poll(2000)) {
        seen.add(event);
        if (isOf(event, user) && condition.test(event.path("content"))) {
          return event;
        }
      }
    }
    throw new AssertionError("the awaited presence did not come; seen: " + seen);
  }

  /** Reads a stream until a user has a state; returns that event. */
  public static JsonNode until(LiveStream stream, Client user, String state) {
    return until(stream, user, content -> content.path("presence").asText().equals(state));
  }

  /** Waits until the other's status, as this client sees it, satisfies a condition. */
  public JsonNode await(Client other, Predicate<JsonNode> condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    JsonNode status = status(other).ok();
    while (!condition.test(status)) {
      assertThat(System.nanoTime()).as("%s", status).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      status = status(other).ok();
    }
    return status;
  }

  /** Waits until this client has been idle for a time. */
  public void awaitIdle(long millis) {
    await(client, status -> status.path("last_active_ago").asLong() >= millis);
  }
}
