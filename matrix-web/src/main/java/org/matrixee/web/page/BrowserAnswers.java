package org.matrixee.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells people's browsers from programs, at addresses that both come to. */
public final class BrowserAnswers {
  private BrowserAnswers() {}

  /** Whether the caller wants to be shown a page. Programs of 2014 say nothing, or anything. */
  public static boolean wantsPage(HttpServletRequest request) {
    @Nullable String accept = request.getHeader("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }

  /** Whether a browser only looks ahead, and nobody has opened anything yet. */
  public static boolean isPrefetch(HttpServletRequest request) {
    return Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
        .map(request::getHeader)
        .anyMatch(
            value ->
                value != null && value.toLowerCase(Locale.ROOT).matches(".*(prefetch|preview).*"));
  }
}
