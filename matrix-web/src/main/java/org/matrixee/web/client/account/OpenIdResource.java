package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.openid.OpenIdTokens;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/** {@code POST /user/{userId}/openid/request_token} (v1.19: Client-Server API, "OpenID"). */
@Path(AccountApi.V3 + "/user/{userId}/openid/request_token")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Limited(Action.CHANGE)
@ApplicationScoped
public class OpenIdResource {
  @Inject private OpenIdTokens tokens;

  /** Gives a token that tells another service who its owner is. */
  @POST
  public byte[] give(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    body.contentOrEmpty();
    String token = tokens.issue(requester, user);
    return AccountApi.body(
        Json.createObjectBuilder()
            .add("access_token", token)
            .add("token_type", "Bearer")
            .add("matrix_server_name", user.server().value())
            .add("expires_in", OpenIdTokens.LIFETIME.toSeconds())
            .build());
  }
}
