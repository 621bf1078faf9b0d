package org.matrixee.web.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;

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

  /**
   * A work's answer, where a refusal is a page.
   *
   * @param page how a refusal looks
   */
  public static CompletionStage<Response> orPage(
      Function<MatrixException, Response> page,
      Supplier<? extends CompletionStage<Response>> work) {
    CompletionStage<Response> answer;
    try {
      answer = work.get();
    } catch (MatrixException refusal) {
      return CompletableFuture.completedStage(page.apply(refusal));
    }
    return answer.exceptionally(
        failure -> {
          Throwable cause = failure;
          while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
          }
          if (cause instanceof MatrixException refusal) {
            return page.apply(refusal);
          }
          throw new CompletionException(cause);
        });
  }
}
