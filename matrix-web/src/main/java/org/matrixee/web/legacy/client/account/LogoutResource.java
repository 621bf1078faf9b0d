package org.matrixee.web.legacy.client.account;

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
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code POST /logout}: an extension, since the specification names it without a path. */
@Path(LegacyApi.V1 + "/logout")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class LogoutResource {
  @Inject private DeviceService service;

  /** Forgets the token of this request, and its device. */
  @POST
  public byte[] logout(@Context Requester requester) {
    service.logout(requester);
    return LegacyAnswers.empty();
  }
}
