package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.page.Page;

/**
 * {@code GET /login/fallback}: a page that carries out the whole login, for clients that cannot
 * (client-api-v1, 5.3).
 *
 * <p>It hands the result to {@code window.matrixLogin.onLogin} or {@code window.onLogin}, with user
 * ID, access token and home server, if the embedding client has defined one of them.
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
    page = Page.of(LoginPageResource.class, "login", Map.of("server", config.serverName().value()));
  }

  /** The page. */
  @GET
  public Response get() {
    return page.toResponse();
  }
}
