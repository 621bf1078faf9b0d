package org.matrixee.web.legacy.client.addressbook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.addressbook.AddressBookService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /addressbook/{userId}} (threats, 7; an invention). */
@Path(LegacyApi.V1 + "/addressbook/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class AddressBookResource {
  @Inject private AddressBookService service;

  /** All contacts. */
  @GET
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester, @PathParam("userId") UserId user) {
    return answer(service.get(requester, user.folded()));
  }

  /** Puts contacts in the place of all there were. */
  @PUT
  @Limited(Action.CHANGE)
  public byte[] put(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    return answer(service.replace(requester, user.folded(), body.object()));
  }

  /** Adds contacts. */
  @POST
  @Limited(Action.CHANGE)
  public byte[] post(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    return answer(service.add(requester, user.folded(), body.object()));
  }

  private static byte[] answer(JsonObject contacts) {
    return new JsonOutput().value(contacts).toBytes();
  }
}
