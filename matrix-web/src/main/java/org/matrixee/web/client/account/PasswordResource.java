package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.account.lifecycle.AccountService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code POST /account/password} (v1.19). Only for who is logged in: there is no other proof yet by
 * which somebody could choose a new password.
 */
@Path(AccountApi.V3 + "/account/password")
@Authenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class PasswordResource {
  @Inject private AccountService service;

  /** Changes the password. */
  @POST
  public CompletionStage<Response> change(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.object();
    return service
        .changePassword(
            requester,
            AccountFields.requireString(asked, "new_password"),
            AccountFields.isTrue(asked, "logout_devices", true),
            AccountFields.auth(asked),
            request.getRemoteAddr())
        .thenApply(AccountApi::of);
  }
}
