package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/** {@code POST /register/{email,msisdn}/requestToken} (v1.19): an address for a new account. */
@Path(AccountApi.V3 + "/register/{medium: email|msisdn}/requestToken")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.LOGIN_STEP)
@ApplicationScoped
public class RegisterEmailResource {
  @Inject private AddressRequests requests;

  /** Sends a mail. */
  @POST
  public CompletionStage<byte[]> send(
      @Context HttpServletRequest request, @PathParam("medium") String medium, RequestBody body) {
    return requests.send(EmailProofPurpose.REGISTER, medium, body, null, request);
  }
}
