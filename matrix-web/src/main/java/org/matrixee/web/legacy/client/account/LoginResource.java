package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.server.account.LoginService;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code GET} and {@code POST /login} (client-api-v1, 5). */
@Path(LegacyApi.V1 + "/login")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class LoginResource {
  @Inject private LoginService service;

  /** The ways to log in. */
  @GET
  public PasswordLogin.Flows flows() {
    return PasswordLogin.FLOWS;
  }

  /** Logs in. */
  @POST
  public CompletionStage<PasswordLogin.Answer> login(
      @Context HttpServletRequest request, RequestBody body) {
    JsonObject json = body.object();
    PasswordLogin.require(json);
    String user = JsonFields.requireString(json, "user");
    String password = JsonFields.requireString(json, "password");
    return service
        .login(user, password, request.getRemoteAddr())
        .thenApply(PasswordLogin.Answer::of);
  }
}
