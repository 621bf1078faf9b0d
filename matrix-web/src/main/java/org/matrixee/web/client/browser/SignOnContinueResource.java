package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.signon.SignOnService;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.page.Browser;
import org.matrixee.web.page.BrowserAnswers;

/**
 * {@code GET /login/oauth2/continue}: the person has agreed to go to a client that the settings do
 * not name. Only now there is a token; so nobody gets one by a page that leads people here.
 */
@Path(SignOnPages.CONTINUE)
@Limited(Action.LIST)
@ApplicationScoped
public class SignOnContinueResource {
  private static final int NOT_YET = 503;

  @Inject private SignOnService service;
  @Inject private Pages pages;
  @Inject private MatrixConfig config;

  /** Goes on to the client. */
  @GET
  public CompletionStage<Response> agree(
      @Context HttpServletRequest request, @QueryParam("key") @Nullable String key) {
    if (BrowserAnswers.isPrefetch(request)) {
      return CompletableFuture.completedStage(
          pages.notice(NOT_YET, "Not yet", "Your browser has only looked ahead."));
    }
    return pages.orRefusal(
        request,
        "You are not logged in",
        () ->
            CompletableFuture.completedStage(
                Pages.redirect(
                        service
                            .agree(
                                new OneTimeKey(key == null ? "" : key),
                                Browser.secret(request, config.publicUrl()),
                                request.getRemoteAddr())
                            .address())
                    .build()));
  }
}
