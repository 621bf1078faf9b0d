package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.web.legacy.client.LegacyApi;
import org.matrixee.web.page.Page;

/** {@code GET /register/fallback}: an extension; the same page as for a login, for new accounts. */
@Path(LegacyApi.V1 + "/register/fallback")
@ApplicationScoped
public class RegisterPageResource {
  private Page page;

  /** For the container. */
  public RegisterPageResource() {}

  /** Makes the page once: the settings never change while the server runs. */
  @Inject
  public RegisterPageResource(MatrixConfig config) {
    page = LoginPageResource.page(config, "Make an account", "on");
  }

  /** The page. */
  @GET
  public Response get() {
    return page.toResponse();
  }
}
