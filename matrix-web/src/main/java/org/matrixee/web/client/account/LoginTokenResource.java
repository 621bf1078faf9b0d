package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.account.signin.NewLoginToken;
import org.matrixee.server.account.signin.SignInService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/** {@code POST /_matrix/client/v1/login/get_token} (v1.19). */
@Path("/_matrix/client/v1/login/get_token")
@Authenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class LoginTokenResource {
  @Inject private SignInService service;

  /** Gives a token for the login of another client. */
  @POST
  public CompletionStage<Response> give(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.contentOrEmpty();
    return service
        .newToken(requester, AccountFields.auth(asked), request.getRemoteAddr())
        .thenApply(outcome -> AccountApi.of(outcome, LoginTokenResource::answer));
  }

  private static JsonObject answer(NewLoginToken token) {
    return Json.createObjectBuilder()
        .add("login_token", token.token())
        .add("expires_in_ms", token.lifetime().toMillis())
        .build();
  }
}
