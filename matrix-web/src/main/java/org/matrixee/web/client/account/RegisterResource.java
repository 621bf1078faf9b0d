package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.lifecycle.AccountService;
import org.matrixee.server.account.lifecycle.Registration;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code POST /register} and {@code GET /register/available}.
 *
 * <p>v1.19: Client-Server API, "Account registration and management".
 */
@Path(AccountApi.V3 + "/register")
@ApplicationScoped
public class RegisterResource {
  @Inject private AccountService service;

  /** Makes an account. */
  @POST
  public CompletionStage<Response> register(
      @Context HttpServletRequest request,
      @QueryParam("kind") @Nullable String kind,
      RequestBody body) {
    requireUser(kind);
    JsonObject asked = body.object();
    Registration wanted =
        new Registration(
            JsonFields.findString(asked, "username"),
            JsonFields.findString(asked, "password"),
            AccountFields.device(asked),
            !AccountFields.isTrue(asked, "inhibit_login", false));
    return service
        .register(wanted, AccountFields.auth(asked), request.getRemoteAddr())
        .thenApply(
            outcome -> AccountApi.of(outcome, made -> Credentials.of(made.user(), made.session())));
  }

  private static void requireUser(@Nullable String kind) {
    if (kind == null || kind.equals("user")) {
      return;
    }
    if (kind.equals("guest")) {
      throw new MatrixException(
          ErrorCode.M_GUEST_ACCESS_FORBIDDEN, "This server does not let guests in.");
    }
    throw new MatrixException(
        ErrorCode.M_INVALID_PARAM, "The kind of an account is 'user' or 'guest'.");
  }

  /** Whether a user name is free. */
  @GET
  @Path("/available")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.LIST)
  public byte[] available(@QueryParam("username") @Nullable String username) {
    if (username == null) {
      throw AccountFields.missing("username");
    }
    service.requireAvailable(username);
    return AccountApi.body(Json.createObjectBuilder().add("available", true).build());
  }
}
