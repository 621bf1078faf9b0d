package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.EmailUrlStage;
import org.matrixee.server.account.login.LoginService;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.page.BrowserAnswers;
import org.matrixee.web.page.Page;

/**
 * Where the links of {@code m.login.email.url} lead: opening one counts, and a page says what came
 * of it (S-REG-32).
 */
@Path(EmailUrlStage.PATH)
@ApplicationScoped
public class EmailLinkResource {
  private LoginService service;
  private Page confirmed;
  private Page refused;
  private Page waiting;

  /** For the container. */
  public EmailLinkResource() {}

  /** Makes the pages once. */
  @Inject
  public EmailLinkResource(LoginService service, MatrixConfig config) {
    this.service = service;
    String server = config.serverName().value();
    this.confirmed =
        page(
            server,
            "Confirmed",
            "Go back to the window or the app where you began. It goes on by itself, or when you"
                + " tell it to. You can close this page.");
    this.refused =
        page(
            server,
            "This link is of no use any more",
            "It has been used, or it is too old. Nothing has happened. Go back to the window or the"
                + " app where you began, and ask for a new mail.");
    this.waiting =
        page(
            server,
            "Not confirmed yet",
            "Your browser or mail program has only looked ahead. Open the link again to confirm.");
  }

  private static Page page(String server, String title, String text) {
    return Page.of(
        EmailLinkResource.class, "link", Map.of("server", server, "title", title, "text", text));
  }

  /** Opens a link. */
  @GET
  @Path("{key}")
  public CompletionStage<Response> open(
      @Context HttpServletRequest request, @PathParam("key") String key) {
    if (BrowserAnswers.isPrefetch(request)) {
      return CompletableFuture.completedStage(waiting.toResponse(503));
    }
    boolean page = BrowserAnswers.wantsPage(request);
    try {
      return service
          .submitFromOutside(
              EmailUrlStage.TYPE,
              new OneTimeKey(key),
              JsonValue.EMPTY_JSON_OBJECT,
              request.getRemoteAddr())
          .handle((outcome, failure) -> answer(failure, page));
    } catch (MatrixException refusal) {
      return CompletableFuture.completedStage(answer(refusal, page));
    }
  }

  /** Whoever only asks whether the link works, such as a scanner of mails, opens nothing. */
  @HEAD
  @Path("{key}")
  public Response look() {
    return Response.ok().type("text/html; charset=utf-8").build();
  }

  private Response answer(@Nullable Throwable failure, boolean page) {
    if (failure == null) {
      return confirmed.toResponse();
    }
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof MatrixException refusal) {
      if (page) {
        return refused.toResponse(refusal.status());
      }
      throw refusal;
    }
    throw new IllegalStateException(failure);
  }
}
