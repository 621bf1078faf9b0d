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
import org.matrixee.server.account.lifecycle.AccountService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/** {@code POST /account/deactivate} (v1.19). */
@Path(AccountApi.V3 + "/account/deactivate")
@Authenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class DeactivationResource {
  @Inject private AccountService service;

  /** Ends the account. */
  @POST
  public CompletionStage<Response> deactivate(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.contentOrEmpty();
    return service
        .deactivate(
            requester,
            AccountFields.isTrue(asked, "erase", false),
            AccountFields.auth(asked),
            request.getRemoteAddr())
        .thenApply(outcome -> AccountApi.of(outcome, DeactivationResource::answer));
  }

  /** An identity server is not told: which one knows an address is not kept. */
  private static JsonObject answer(boolean nothingToUnbind) {
    return Json.createObjectBuilder()
        .add("id_server_unbind_result", nothingToUnbind ? "success" : "no-support")
        .build();
  }
}
