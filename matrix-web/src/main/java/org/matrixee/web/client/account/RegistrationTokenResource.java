package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.lifecycle.AccountService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;

/** {@code GET /_matrix/client/v1/register/m.login.registration_token/validity} (v1.19). */
@Path("/_matrix/client/v1/register/m.login.registration_token/validity")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LIST)
@ApplicationScoped
public class RegistrationTokenResource {
  @Inject private AccountService service;

  /** Whether people can register with a token. */
  @GET
  public byte[] validity(
      @Context HttpServletRequest request, @QueryParam("token") @Nullable String token) {
    if (token == null) {
      throw AccountFields.missing("token");
    }
    boolean valid = service.isRegistrationToken(token, request.getRemoteAddr());
    return AccountApi.body(Json.createObjectBuilder().add("valid", valid).build());
  }
}
