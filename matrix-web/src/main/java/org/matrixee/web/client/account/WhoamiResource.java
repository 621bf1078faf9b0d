package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.DeviceId;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;

/** {@code GET /account/whoami} (v1.19). */
@Path(AccountApi.V3 + "/account/whoami")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class WhoamiResource {
  /** Who comes with this token. There are no guests here. */
  @GET
  @Limited(Action.READ)
  public byte[] whoami(@Context Requester requester) {
    JsonObjectBuilder answer =
        Json.createObjectBuilder().add("user_id", requester.user().value()).add("is_guest", false);
    @Nullable DeviceId device = requester.device();
    if (device != null) {
      answer.add("device_id", device.value());
    }
    return AccountApi.body(answer.build());
  }
}
