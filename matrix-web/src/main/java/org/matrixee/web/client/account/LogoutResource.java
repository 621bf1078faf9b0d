package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.server.account.device.DeviceService;
import org.matrixee.web.common.Authenticated;

/** {@code POST /logout} and {@code /logout/all} (v1.19: Client-Server API, "Logout"). */
@Path(AccountApi.V3 + "/logout")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class LogoutResource {
  @Inject private DeviceService service;

  /** Ends the device that asks. */
  @POST
  public byte[] logout(@Context Requester requester) {
    service.logout(requester);
    return AccountApi.empty();
  }

  /** Ends all devices of the user that asks. */
  @POST
  @Path("/all")
  public byte[] logoutAll(@Context Requester requester) {
    service.logoutAll(requester);
    return AccountApi.empty();
  }
}
