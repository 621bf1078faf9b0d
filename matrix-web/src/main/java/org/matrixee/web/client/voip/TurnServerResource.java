package org.matrixee.web.client.voip;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.voip.TurnService;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.voip.TurnAnswers;

/**
 * Servers that calls may go through.
 *
 * <p>v1.19: client-server, {@code GET /voip/turnServer}.
 */
@Path(CurrentApi.V3 + "/voip/turnServer")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class TurnServerResource {
  @Inject private TurnService service;

  /** Credentials for the caller; {@code {}} if there is no such server. */
  @GET
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester) {
    return TurnAnswers.of(service.credentials(requester.user()));
  }
}
