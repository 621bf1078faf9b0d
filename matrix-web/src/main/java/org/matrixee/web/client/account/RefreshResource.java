package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.server.account.device.DeviceService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/** {@code POST /refresh} (v1.19: Client-Server API, "Refreshing access tokens"). */
@Path(AccountApi.V3 + "/refresh")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RefreshResource {
  @Inject private DeviceService service;

  /** Gives new tokens for a refresh token. */
  @POST
  @Limited(Action.LIST)
  public byte[] refresh(@Context HttpServletRequest request, RequestBody body) {
    String token = AccountFields.requireString(body.object(), "refresh_token");
    return AccountApi.body(Credentials.of(service.refresh(token, request.getRemoteAddr())));
  }
}
