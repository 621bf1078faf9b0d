package org.matrixee.web.legacy.client.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.admin.AdminService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /admin/suspend/{userId}}, an extension (threats, T10: account suspension). */
@Path(LegacyApi.V1 + "/admin/suspend/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class SuspensionResource {
  private static final String SUSPENDED = "suspended";

  @Inject private AdminService service;

  /** Whether it is so. */
  record Answer(boolean suspended) {}

  /** Whether an account is suspended. */
  @GET
  @Limited(Action.READ)
  public Answer get(@Context Requester requester, @PathParam("userId") UserId user) {
    return new Answer(service.isSuspended(requester, user.folded()));
  }

  /** Suspends an account, or lets it go on. */
  @PUT
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    boolean suspended = JsonFields.requireBoolean(body.object(), SUSPENDED);
    service.setSuspended(requester, user.folded(), suspended);
    return LegacyAnswers.empty();
  }
}
