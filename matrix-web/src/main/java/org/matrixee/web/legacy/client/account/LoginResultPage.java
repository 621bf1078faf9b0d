package org.matrixee.web.legacy.client.account;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.page.Browser;
import org.matrixee.web.page.BrowserAnswers;
import org.matrixee.web.page.Page;

/** What a browser sees after it was sent back to us: the login's result, or why it failed. */
final class LoginResultPage {
  private LoginResultPage() {}

  /** The result; the page's script has it as the JSON that a client would have got. */
  static Response of(MatrixConfig config, LoginOutcome outcome) {
    String answer = new String(StageAnswers.of(outcome), StandardCharsets.UTF_8);
    // It holds a token, or a session.
    return Response.fromResponse(page(config, answer, "").toResponse())
        .header(HttpHeaders.CACHE_CONTROL, null)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /**
   * The work's answer; to a browser, a refusal as a page.
   *
   * @param page how a refusal looks
   */
  static CompletionStage<Response> orRefusal(
      @Nullable Browser browser,
      Function<MatrixException, Response> page,
      Supplier<? extends CompletionStage<Response>> work) {
    return browser == null ? work.get() : BrowserAnswers.orPage(page, work);
  }

  /** Why there is no login. */
  static Response refused(MatrixConfig config, MatrixException refusal) {
    return page(config, "", refusal.sentence()).toResponse(refusal.status());
  }

  private static Page page(MatrixConfig config, String answer, String error) {
    return Page.of(
        LoginResultPage.class,
        "result",
        Map.of("server", config.serverName().value(), "answer", answer, "error", error));
  }
}
