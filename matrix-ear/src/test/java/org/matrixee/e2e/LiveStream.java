package org.matrixee.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One client's live stream: remembers the position and reads on from there. Presence, typing and
 * other events outside the rooms' history are left out.
 */
public final class LiveStream {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final Client client;
  private String from;

  /** A stream that goes on from a token. */
  public LiveStream(Client client, String from) {
    this.client = client;
    this.from = from;
  }

  /** The present position. */
  public String position() {
    return from;
  }

  /** One request; moves the position. Returns all events, those outside rooms too. */
  public List<JsonNode> poll(int timeoutMillis) {
    return accept(client.get(url(timeoutMillis)));
  }

  /** A request whose answer comes later; the position stays until {@link #accept}. */
  public CompletableFuture<Reply> pollLater(int timeoutMillis) {
    return client.getLater(url(timeoutMillis));
  }

  /** Takes over the answer of a request: checks its form and moves the position. */
  public List<JsonNode> accept(Reply reply) {
    JsonNode answer = reply.ok();
    assertThat(answer.path("start").asText()).isEqualTo(from);
    assertThat(answer.path("end").isTextual()).as("end in %s", answer).isTrue();
    assertThat(answer.path("chunk").isArray()).as("chunk in %s", answer).isTrue();
    from = answer.path("end").asText();
    return Json.elements(answer.path("chunk"));
  }

  private String url(int timeoutMillis) {
    return "/events?from=" + Client.encode(from) + "&timeout=" + timeoutMillis;
  }

  /** Reads until an event satisfies the condition; returns all room events read, it included. */
  public List<JsonNode> until(Predicate<JsonNode> condition) {
    List<JsonNode> seen = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      List<JsonNode> events = roomEvents(poll(2000));
      seen.addAll(events);
      if (events.stream().anyMatch(condition)) {
        return seen;
      }
    }
    throw new AssertionError("the awaited event did not come; seen: " + seen);
  }

  /** Reads until the event with this id has come. */
  public List<JsonNode> until(String eventId) {
    return until(event -> event.path("event_id").asText().equals(eventId));
  }

  /**
   * Everything that reached the stream so far: the user speaks in a new room of its own, and what
   * came before that event is returned. Stream positions are ordered, so nothing is still under
   * way.
   */
  public List<JsonNode> untilNow() {
    Room own = client.createRoom();
    String fence = own.say("fence");
    return until(fence).stream()
        .filter(event -> !event.path("room_id").asText().equals(own.id()))
        .toList();
  }

  /** Asserts that no event of the room reached the stream since the last read. */
  public void seesNothingOf(Room room) {
    assertThat(untilNow()).noneMatch(event -> event.path("room_id").asText().equals(room.id()));
  }

  /** Only the events that belong to a room's history. */
  public static List<JsonNode> roomEvents(List<JsonNode> events) {
    return events.stream().filter(event -> event.has("event_id") && event.has("room_id")).toList();
  }
}
