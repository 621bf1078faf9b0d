package org.matrixee.web.client.browser;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.signon.SignOnService;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.page.Browser;

/**
 * {@code GET /login/sso/redirect} and {@code /login/sso/redirect/{idpId}} (v1.19: Client-Server
 * API, "SSO client login/authentication").
 */
@Path("/_matrix/client/{version: v3|r0}/login/sso/redirect")
@Limited(Action.LIST)
@ApplicationScoped
public class SignOnResource {
  private static final Set<String> ACTIONS = Set.of("login", "register");

  @Inject private SignOnService service;
  @Inject private Pages pages;
  @Inject private MatrixConfig config;
  @Inject private SecureRandom random;

  /** Leads to the only provider, or to a page on which people choose. */
  @GET
  public CompletionStage<Response> redirect(
      @Context HttpServletRequest request,
      @QueryParam("redirectUrl") @Nullable String redirectUrl,
      @QueryParam("action") @Nullable String action) {
    return begin(request, null, redirectUrl, action);
  }

  /** Leads to one provider. */
  @GET
  @Path("/{idpId}")
  public CompletionStage<Response> redirect(
      @Context HttpServletRequest request,
      @PathParam("idpId") String provider,
      @QueryParam("redirectUrl") @Nullable String redirectUrl,
      @QueryParam("action") @Nullable String action) {
    return begin(request, provider, redirectUrl, action);
  }

  private CompletionStage<Response> begin(
      HttpServletRequest request,
      @Nullable String provider,
      @Nullable String redirectUrl,
      @Nullable String action) {
    return pages.orRefusal(
        request,
        "You cannot log in here",
        () -> {
          ClientUrl client = client(redirectUrl);
          requireAction(action);
          String secret = Browser.secretOrNew(request, config.publicUrl(), random);
          return service
              .begin(client, provider, secret, request.getRemoteAddr())
              .thenApply(
                  where ->
                      Pages.redirect(where.toString())
                          .cookie(Browser.cookie(secret, config.publicUrl()))
                          .build());
        });
  }

  private static ClientUrl client(@Nullable String redirectUrl) {
    if (redirectUrl == null) {
      throw new MatrixException(ErrorCode.M_MISSING_PARAM, "'redirectUrl' must be there.");
    }
    return ClientUrl.parse(redirectUrl)
        .orElseThrow(
            () ->
                new MatrixException(
                    ErrorCode.M_INVALID_PARAM, "'redirectUrl' is not the address of a client."));
  }

  /** Both lead the same way: who comes for the first time gets an account. */
  private static void requireAction(@Nullable String action) {
    if (action != null && !ACTIONS.contains(action)) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM, "'action' is 'login' or 'register', if it is there.");
    }
  }
}
