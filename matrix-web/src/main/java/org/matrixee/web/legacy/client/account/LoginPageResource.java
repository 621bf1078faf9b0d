package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.page.Page;
import org.matrixee.web.page.TermsList;

/**
 * {@code GET /login/fallback}: a page that carries out the whole login, for clients that cannot
 * (client-api-v1, 5.3).
 *
 * <p>It hands the result to {@code window.matrixLogin.onLogin} or {@code window.onLogin}, with user
 * ID, access token and home server, if the embedding client has defined one of them.
 *
 * <p>A stage that leads the browser to another site comes back to a page of ours, which hands
 * credentials over itself; if another stage follows, it leaves the answer in the session storage of
 * the browser, as {@code matrix-login}, and opens this page again.
 */
@Path(LegacyApi.V1 + "/login/fallback")
@ApplicationScoped
public class LoginPageResource {
  private Page page;

  /** For the container. */
  public LoginPageResource() {}

  /** Makes the page once: the settings never change while the server runs. */
  @Inject
  public LoginPageResource(MatrixConfig config) {
    page = page(config, "Log in", "to");
  }

  /** The page for this call or that of registration. */
  static Page page(MatrixConfig config, String title, String preposition) {
    // The browser asks identity servers itself, as every client does (client-api-v1, 16).
    List<String> servers = config.login().identityServers().stream().map(URI::toString).toList();
    return Page.calling(
            servers,
            LoginPageResource.class,
            "login",
            Map.of(
                "server",
                config.serverName().value(),
                "title",
                title,
                "preposition",
                preposition,
                "servers",
                String.join(" ", servers)))
        .repeat("terms", TermsList.entries(config.terms().policies()));
  }

  /** The page. */
  @GET
  public Response get() {
    return page.toResponse();
  }
}
