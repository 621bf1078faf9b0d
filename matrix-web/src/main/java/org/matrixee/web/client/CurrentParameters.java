package org.matrixee.web.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.room.Membership;
import org.matrixee.server.history.rules.EventFilter;
import org.matrixee.server.json.JsonReader;
import org.matrixee.web.common.StreamTokens;

/** Query parameters of the current API; what makes no sense is refused with M_INVALID_PARAM. */
public final class CurrentParameters {
  /** Most events in an answer. */
  public static final int MAX_LIMIT = 1000;

  private final MultivaluedMap<String, String> query;

  /** Of the decoded query. */
  public CurrentParameters(MultivaluedMap<String, String> query) {
    this.query = query;
  }

  /** A parameter that may be absent. */
  public @Nullable String find(String name) {
    @Nullable List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** A token of this server; null if absent. */
  public @Nullable StreamToken token(String name) {
    String text = find(name);
    return text == null ? null : StreamTokens.read(text).orElseThrow(() -> bad(name));
  }

  /** A number from 0, at most {@link #MAX_LIMIT}. */
  public int limit(String name, int absent) {
    String text = find(name);
    if (text == null) {
      return absent;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw bad(name);
    }
    return (int) Math.min(MAX_LIMIT, Long.parseLong(text));
  }

  /** A place in the live stream; null if absent. */
  public StreamToken.@Nullable Live position(String name) {
    StreamToken token = token(name);
    if (token == null) {
      return null;
    }
    if (token instanceof StreamToken.Live live) {
      return live;
    }
    throw bad(name);
  }

  /** A time in milliseconds; zero if absent. */
  public Duration millis(String name) {
    String text = find(name);
    if (text == null) {
      return Duration.ZERO;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw bad(name);
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** Whether something is so; false if absent. */
  public boolean flag(String name) {
    String text = find(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw bad(name);
  }

  /** One of some words; null if absent. */
  public @Nullable String word(String name, Set<String> words) {
    String word = find(name);
    if (word != null && !words.contains(word)) {
      throw bad(name);
    }
    return word;
  }

  /**
   * A number from 1, at most {@link #MAX_LIMIT}.
   *
   * @param absent what counts if there is none
   */
  public int positiveLimit(String name, int absent) {
    int limit = limit(name, absent);
    if (limit < 1) {
      throw bad(name);
    }
    return limit;
  }

  /** Whether newest first, which is also meant if nothing is said. */
  public boolean isBackwardsUnlessSaid() {
    return find("dir") == null || isBackwards();
  }

  /** Whether newest first. */
  public boolean isBackwards() {
    String direction = find("dir");
    if (direction == null) {
      throw new MatrixException(
          ErrorCode.M_MISSING_PARAM, "The parameter 'dir' must be there, with 'b' or 'f'.");
    }
    if (!direction.equals("b") && !direction.equals("f")) {
      throw bad("dir");
    }
    return direction.equals("b");
  }

  /** A membership; null if absent. */
  public @Nullable Membership membership(String name) {
    String word = find(name);
    return word == null ? null : Membership.parse(word).orElseThrow(() -> bad(name));
  }

  /** A filter of events, as JSON; one that lets everything pass if absent. */
  public EventFilter filter() {
    String text = find("filter");
    JsonObject filter =
        text == null
            ? JsonValue.EMPTY_JSON_OBJECT
            : JsonReader.REQUEST.readObject(text.getBytes(StandardCharsets.UTF_8));
    return EventFilter.of(filter);
  }

  private static MatrixException bad(String name) {
    return new MatrixException(
        ErrorCode.M_INVALID_PARAM, "The parameter '" + name + "' makes no sense.");
  }
}
