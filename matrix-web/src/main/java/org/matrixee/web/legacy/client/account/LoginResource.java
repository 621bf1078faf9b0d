package org.matrixee.web.legacy.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.server.account.login.LoginService;
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
  public byte[] flows() {
    return StageAnswers.flows(service.flows(LoginPurpose.LOGIN));
  }

  /** Performs a stage, or a step of it. */
  @POST
  public CompletionStage<byte[]> login(@Context HttpServletRequest request, RequestBody body) {
    return service
        .submit(LoginPurpose.LOGIN, body.object(), request.getRemoteAddr())
        .thenApply(StageAnswers::of);
  }
}
