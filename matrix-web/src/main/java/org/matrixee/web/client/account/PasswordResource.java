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
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.server.account.lifecycle.AccountService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.MaybeAuthenticated;
import org.matrixee.web.common.OptionalTokenFilter;
import org.matrixee.web.common.RequestBody;

/**
 * {@code POST /account/password} (v1.19). Who is logged in proves to be the owner of the account;
 * who is not may prove an address of it by a mail.
 */
@Path(AccountApi.V3 + "/account/password")
@MaybeAuthenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class PasswordResource {
  @Inject private AccountService service;

  /** Changes the password. */
  @POST
  public CompletionStage<Response> change(@Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.object();
    @Nullable Requester requester = OptionalTokenFilter.caller();
    String password = AccountFields.requireString(asked, "new_password");
    boolean logout = AccountFields.isTrue(asked, "logout_devices", true);
    @Nullable JsonObject proof = AccountFields.auth(asked);
    String address = request.getRemoteAddr();
    return (requester == null
            ? service.resetPassword(password, logout, proof, address)
            : service.changePassword(requester, password, logout, proof, address))
        .thenApply(AccountApi::of);
  }
}
