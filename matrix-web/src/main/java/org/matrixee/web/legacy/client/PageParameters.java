package org.matrixee.web.legacy.client;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.StreamToken;
import org.matrixee.model.event.TimelinePosition;
import org.matrixee.web.common.StreamTokens;

/**
 * The query parameters of paginated requests. What does not parse, and what is given twice, is
 * refused with M_BAD_PAGINATION.
 *
 * <p>2014: client-api-v1, 1.6 and 11.1.
 */
public final class PageParameters {
  /** Most events in an answer. */
  public static final int MAX_LIMIT = 1000;

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private final MultivaluedMap<String, String> query;

  /** Of the decoded query. */
  public PageParameters(MultivaluedMap<String, String> query) {
    this.query = query;
  }

  /** {@code from}; null if absent or "no token". */
  public @Nullable StreamToken from() {
    @Nullable String text = single("from");
    return "START".equals(text)
        ? new StreamToken.Historic(TimelinePosition.START)
        : token("from", text);
  }

  /** {@code to}; null if absent or nowhere. */
  public @Nullable StreamToken to() {
    @Nullable String text = single("to");
    return "START".equals(text) ? null : token("to", text);
  }

  /** {@code from} of a live stream; null for now. */
  public StreamToken.@Nullable Live position() {
    @Nullable StreamToken from = from();
    if (from == null) {
      return null;
    }
    if (from instanceof StreamToken.Live live) {
      return live;
    }
    if (from instanceof StreamToken.Historic historic
        && historic.gap().equals(TimelinePosition.START)) {
      return new StreamToken.Live(0, StreamToken.Live.UNKNOWN);
    }
    throw bad("from");
  }

  /** {@code limit}, at most {@link #MAX_LIMIT}. */
  public int limit(int absent) {
    @Nullable String text = single("limit");
    return text == null ? absent : (int) Math.min(MAX_LIMIT, number("limit", text));
  }

  /** {@code dir}: whether newest first. */
  public boolean isBackwards(boolean absent) {
    @Nullable String text = single("dir");
    if (text == null) {
      return absent;
    }
    if (text.equals("b") || text.equals("f")) {
      return text.equals("b");
    }
    throw bad("dir");
  }

  /** {@code timeout}; the server may end the wait earlier. */
  public Duration timeout() {
    @Nullable String text = single("timeout");
    return text == null ? DEFAULT_TIMEOUT : Duration.ofMillis(number("timeout", text));
  }

  private static @Nullable StreamToken token(String name, @Nullable String text) {
    // "END" is obsolete and meant no token; "now" is what the specification's text would say.
    if (text == null || text.equals("END") || text.equals("now")) {
      return null;
    }
    return StreamTokens.read(text).orElseThrow(() -> bad(name));
  }

  /** A non-negative integer; one that no long can hold is as good as the greatest. */
  private static long number(String name, String text) {
    if (text.isEmpty()) {
      throw bad(name);
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw bad(name);
      }
      value = Math.min(Integer.MAX_VALUE, value * 10 + digit);
    }
    return value;
  }

  private @Nullable String single(String name) {
    @Nullable List<String> values = query.get(name);
    if (values == null || values.isEmpty()) {
      return null;
    }
    if (values.size() > 1) {
      throw bad(name);
    }
    return values.get(0);
  }

  private static MatrixException bad(String name) {
    return new MatrixException(
        ErrorCode.M_BAD_PAGINATION, "The parameter '" + name + "' makes no sense.");
  }
}
