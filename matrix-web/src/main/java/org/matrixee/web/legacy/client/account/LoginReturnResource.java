package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.account.login.LoginService;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.oidc.OAuth2Stage;
import org.matrixee.server.account.oidc.OidcProviders;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.client.browser.SignOnPages;
import org.matrixee.web.page.Browser;

/**
 * {@code GET /login/oauth2/callback/...}: the redirect URI (S-REG-25, S-REG-26). A client gets
 * credentials, the next stage or a standard error as JSON; a browser gets a page that hands them to
 * the client around it. Who came for a client of today goes on as {@link SignOnPages} says.
 */
@Path(OidcProviders.PATH + "/callback/{provider}")
@ApplicationScoped
public class LoginReturnResource {
  /** What a provider may send (RFC 6749, 4.1.2; RFC 9207); the rest is not looked at. */
  private static final List<String> KNOWN = List.of("code", "state", "iss", "error");

  @Inject private LoginService service;
  @Inject private SignOnPages signOn;
  @Inject private MatrixConfig config;

  /** Finishes the login. */
  @GET
  public CompletionStage<Response> get(
      @Context HttpServletRequest request,
      @Context UriInfo uri,
      @PathParam("provider") String provider) {
    @Nullable Browser browser = Browser.of(request, config.publicUrl()).orElse(null);
    MultivaluedMap<String, String> given = uri.getQueryParameters();
    JsonObjectBuilder query = Json.createObjectBuilder();
    for (String name : KNOWN) {
      @Nullable String value = given.getFirst(name);
      if (value != null) {
        query.add(name, value);
      }
    }
    JsonObjectBuilder body =
        Json.createObjectBuilder()
            .add(OAuth2Stage.PROVIDER, provider)
            .add(OAuth2Stage.QUERY, query);
    Browser.secret(request, config.publicUrl())
        .ifPresent(secret -> body.add(OAuth2Stage.BROWSER, secret));
    @Nullable String state = given.getFirst("state");
    OneTimeKey key = new OneTimeKey(state == null ? "" : state);
    boolean today = browser != null && service.isSignOn(key);
    return LoginResultPage.orRefusal(
        browser,
        refusal -> today ? signOn.refused(refusal) : LoginResultPage.refused(config, refusal),
        () ->
            service
                .submitFromOutside(OAuth2Stage.TYPE, key, body.build(), request.getRemoteAddr())
                .thenApply(outcome -> answer(outcome, browser)));
  }

  private Response answer(LoginOutcome outcome, @Nullable Browser browser) {
    if (outcome instanceof LoginOutcome.Proven proven) {
      return signOn.of(proven);
    }
    return browser == null
        ? Response.ok(StageAnswers.of(outcome), MediaType.APPLICATION_JSON_TYPE).build()
        : LoginResultPage.of(config, outcome);
  }
}
