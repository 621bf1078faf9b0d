package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.web.legacy.client.LegacyApi;

/**
 * {@code GET /login/fallback}: a page that carries out the whole login, for clients that cannot
 * (client-api-v1, 5.3). {@code GET /register/fallback} does the same for a registration.
 *
 * <p>It hands the result to {@code window.matrixLogin.onLogin} or {@code window.onLogin}, with user
 * ID, access token and home server, if the embedding client has defined one of them.
 */
@Path(LegacyApi.V1)
@ApplicationScoped
public class LoginPageResource {
  @Inject private LoginPage page;

  /** The page for a login. */
  @GET
  @Path("/login/fallback")
  public Response login() {
    return page.begin(LoginPurpose.LOGIN);
  }

  /** The page for a registration. */
  @GET
  @Path("/register/fallback")
  public Response register() {
    return page.begin(LoginPurpose.REGISTER);
  }
}
