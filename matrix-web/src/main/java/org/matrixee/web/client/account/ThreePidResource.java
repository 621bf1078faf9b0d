package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.AddedThreePid;
import org.matrixee.model.account.Requester;
import org.matrixee.server.account.lifecycle.AddressService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code /account/3pid}: the addresses of an account outside Matrix.
 *
 * <p>v1.19: Client-Server API, "Adding Account Administrative Contact Information". Identity
 * servers take no part: what they know, users and they say to each other.
 */
@Path(AccountApi.V3 + "/account/3pid")
@Authenticated
@ApplicationScoped
public class ThreePidResource {
  @Inject private AddressService service;

  /** All of them. An address is added as soon as it is proven, so both times are one. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.READ)
  public byte[] list(@Context Requester requester) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    for (AddedThreePid added : service.list(requester)) {
      list.add(
          Json.createObjectBuilder()
              .add("medium", added.threePid().medium())
              .add("address", added.threePid().address())
              .add("validated_at", added.addedTs())
              .add("added_at", added.addedTs()));
    }
    return AccountApi.body(Json.createObjectBuilder().add("threepids", list).build());
  }

  /** Adds one that is proven. */
  @POST
  @Path("/add")
  @Limited(Action.CHANGE)
  public CompletionStage<Response> add(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.object();
    return service
        .add(
            requester,
            AccountFields.requireString(asked, "sid"),
            ClientSecrets.require(asked),
            AccountFields.auth(asked),
            request.getRemoteAddr())
        .thenApply(AccountApi::of);
  }

  /** Takes one away. */
  @POST
  @Path("/delete")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.CHANGE)
  public byte[] delete(@Context Requester requester, RequestBody body) {
    JsonObject asked = body.object();
    service.delete(
        requester,
        AccountFields.requireString(asked, "medium"),
        AccountFields.requireString(asked, "address"));
    return unbound();
  }

  /** No identity server is told anything: which of them know the address is not kept. */
  @POST
  @Path("/unbind")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.CHANGE)
  public byte[] unbind(@Context Requester requester, RequestBody body) {
    JsonObject asked = body.object();
    AccountFields.requireString(asked, "medium");
    AccountFields.requireString(asked, "address");
    return unbound();
  }

  private static byte[] unbound() {
    return AccountApi.body(
        Json.createObjectBuilder().add("id_server_unbind_result", "no-support").build());
  }
}
