package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.account.login.LoginService;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.oidc.OAuth2Stage;
import org.matrixee.server.account.oidc.OidcProviders;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.browser.SignOnPages;
import org.matrixee.web.common.Limited;
import org.matrixee.web.page.Browser;
import org.matrixee.web.page.Page;

/**
 * {@code GET /login/oauth2/select}: the page on which a person chooses where to log in (S-REG-22,
 * S-REG-23). Where there is only one service, it leads there at once.
 *
 * <p>A browser that looks at it is the only one that can go on with this login.
 */
@Path(OidcProviders.PATH + "/select")
@ApplicationScoped
public class ServiceSelectionResource {
  private static final int BAD_GATEWAY = 502;

  @Inject private LoginService service;
  @Inject private SignOnPages signOn;
  @Inject private MatrixConfig config;
  @Inject private SecureRandom random;

  /** The page. */
  @GET
  @Limited(Action.LIST)
  public CompletionStage<Response> get(
      @Context HttpServletRequest request, @QueryParam("key") @Nullable String key) {
    @Nullable Browser browser = Browser.of(request, config.publicUrl()).orElse(null);
    String given = key == null ? "" : key;
    JsonObjectBuilder body = Json.createObjectBuilder().add(OAuth2Stage.CHOOSE, given);
    @Nullable String secret =
        browser == null ? null : browser.secret().orElseGet(() -> Browser.newSecret(random));
    if (secret != null) {
      body.add(OAuth2Stage.BROWSER, secret);
    }
    boolean today = browser != null && service.isSignOn(new OneTimeKey(given));
    return LoginResultPage.orRefusal(
        browser,
        refusal -> today ? signOn.refused(refusal) : LoginResultPage.refused(config, refusal),
        () ->
            service
                .submitFromOutside(
                    OAuth2Stage.TYPE, new OneTimeKey(given), body.build(), request.getRemoteAddr())
                .thenApply(outcome -> answer(outcome, secret)));
  }

  private Response answer(LoginOutcome outcome, @Nullable String secret) {
    List<Map<String, String>> up = new ArrayList<>();
    List<Map<String, String>> down = new ArrayList<>();
    for (JsonObject one : services(outcome)) {
      if (one.containsKey("uri")) {
        String uri = one.getString("uri");
        up.add(
            Map.of("name", one.getString("name"), "uri", uri, "host", URI.create(uri).getHost()));
      } else {
        down.add(Map.of("name", one.getString("name")));
      }
    }
    if (up.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN,
          BAD_GATEWAY,
          "No login service can be reached right now. Try again later.",
          Map.of());
    }
    Response.ResponseBuilder response =
        up.size() == 1 && down.isEmpty()
            ? Response.seeOther(URI.create(up.get(0).get("uri")))
                .header("Referrer-Policy", "no-referrer")
            : Response.fromResponse(services(up, down).toResponse());
    if (secret != null) {
      response.cookie(Browser.cookie(secret, config.publicUrl()));
    }
    return response.build();
  }

  private static List<JsonObject> services(LoginOutcome outcome) {
    if (outcome instanceof LoginOutcome.Waiting waiting) {
      return waiting.answer().getJsonArray(OAuth2Stage.SERVICES).getValuesAs(JsonObject.class);
    }
    throw new IllegalStateException("looking at the page has finished a stage");
  }

  private Page services(List<Map<String, String>> up, List<Map<String, String>> down) {
    return Page.of(
            ServiceSelectionResource.class,
            "services",
            Map.of("server", config.serverName().value()))
        .repeat("services", up)
        .repeat("down", down);
  }
}
