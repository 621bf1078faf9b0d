package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.page.Page;

/**
 * The page that performs every stage in a browser.
 *
 * <p>A stage that leads the browser to another site comes back to an address of ours, which answers
 * with this page and what came of the stage: the page hands credentials over, or goes on with the
 * next stage.
 */
@ApplicationScoped
public class LoginPage {
  private static final String OUTCOME = "outcome";

  private Page login;
  private Page register;

  /** For the container's proxies. */
  protected LoginPage() {}

  /** Makes the pages once: the settings never change while the server runs. */
  @Inject
  public LoginPage(MatrixConfig config) {
    login = page(config, "Log in", "to");
    register = page(config, "Make an account", "on");
  }

  private static Page page(MatrixConfig config, String title, String preposition) {
    List<String> servers =
        config.login().identityServers().stream().map(URI::toString).toList();
    return Page.of(
        LoginPage.class,
        "login",
        Map.of(
            "server", config.serverName().value(),
            "title", title,
            "preposition", preposition,
            "identity-servers", String.join(" ", servers)),
        servers);
  }

  /** The page at its beginning. */
  Response begin(LoginPurpose purpose) {
    Page page = purpose == LoginPurpose.LOGIN ? login : register;
    return page.with(OUTCOME, "").toResponse();
  }

  /** The work's answer; where a page is wanted, a refusal as the page that tells it. */
  CompletionStage<Response> orRefusal(
      boolean wantsPage, Supplier<? extends CompletionStage<Response>> work) {
    if (!wantsPage) {
      return work.get();
    }
    CompletionStage<Response> answer;
    try {
      answer = work.get();
    } catch (MatrixException refusal) {
      return CompletableFuture.completedStage(after(refusal));
    }
    return answer.exceptionally(
        failure -> {
          Throwable cause = failure;
          while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
          }
          if (cause instanceof MatrixException refusal) {
            return after(refusal);
          }
          throw new CompletionException(cause);
        });
  }

  /** The page after a stage that another site completed. */
  Response after(LoginOutcome outcome) {
    Page page = login.with(OUTCOME, new String(StageAnswers.of(outcome), StandardCharsets.UTF_8));
    // It holds a token, or a session.
    return Response.fromResponse(page.toResponse())
        .header(HttpHeaders.CACHE_CONTROL, null)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** The page after a stage that was refused. */
  Response after(MatrixException refusal) {
    JsonOutput out = new JsonOutput();
    out.ascii("{\"errcode\":").string(refusal.code().name());
    out.ascii(",\"error\":").string(refusal.sentence()).ascii("}");
    return login
        .with(OUTCOME, new String(out.toBytes(), StandardCharsets.UTF_8))
        .toResponse(refusal.status());
  }
}
