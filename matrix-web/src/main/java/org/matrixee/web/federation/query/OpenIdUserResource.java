package org.matrixee.web.federation.query;

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
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.openid.OpenIdTokens;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.federation.FederationDoor;

/**
 * {@code GET /_matrix/federation/v1/openid/userinfo}: whose an OpenID token is. Any service may
 * ask, so that the request is not signed.
 *
 * <p>v1.19: Server-Server API, "OpenID".
 */
@Path("/_matrix/federation/v1/openid/userinfo")
@Produces(MediaType.APPLICATION_JSON)
@Limited(Action.SERVER_KEYS)
@ApplicationScoped
public class OpenIdUserResource {
  @Inject private FederationDoor door;
  @Inject private OpenIdTokens tokens;

  /** Tells the owner. */
  @GET
  public byte[] owner(
      @Context HttpServletRequest request, @QueryParam("access_token") @Nullable String token) {
    door.pass(request);
    if (token == null || token.isEmpty()) {
      throw new MatrixException(ErrorCode.M_MISSING_TOKEN, "'access_token' must be there.");
    }
    return new JsonOutput()
        .value(Json.createObjectBuilder().add("sub", tokens.owner(token).value()).build())
        .toBytes();
  }
}
