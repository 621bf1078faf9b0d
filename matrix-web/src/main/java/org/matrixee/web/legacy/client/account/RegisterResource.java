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
import org.jspecify.annotations.Nullable;
import org.matrixee.server.account.RegistrationService;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code GET} and {@code POST /register} (client-api-v1, 4). */
@Path(LegacyApi.V1 + "/register")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RegisterResource {
  @Inject private RegistrationService service;

  /** The ways to register: none if people cannot register themselves. */
  @GET
  public PasswordLogin.Flows flows() {
    return service.isOpen() ? PasswordLogin.FLOWS : PasswordLogin.NO_FLOWS;
  }

  /** Registers; without {@code user} the server chooses a name. */
  @POST
  public CompletionStage<PasswordLogin.Answer> register(
      @Context HttpServletRequest request, RequestBody body) {
    JsonObject json = body.object();
    PasswordLogin.require(json);
    @Nullable String user = JsonFields.findString(json, "user").orElse(null);
    String password = JsonFields.requireString(json, "password");
    return service
        .register(user, password, request.getRemoteAddr())
        .thenApply(PasswordLogin.Answer::of);
  }
}
