package org.matrixee.web.client.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.device.Device;
import org.matrixee.model.device.LastSeen;
import org.matrixee.server.account.device.DeviceService;
import org.matrixee.server.account.lifecycle.DeviceRemoval;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code /devices} and {@code /delete_devices}.
 *
 * <p>v1.19: Client-Server API, "Device management".
 */
@Path(AccountApi.V3)
@Authenticated
@ApplicationScoped
public class DevicesResource {
  private static final String DEVICES = "devices";

  @Inject private DeviceService service;
  @Inject private DeviceRemoval removal;

  /** All devices of the user. */
  @GET
  @Path("/devices")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.READ)
  public byte[] list(@Context Requester requester) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    service.list(requester).forEach(device -> list.add(answer(device)));
    return AccountApi.body(Json.createObjectBuilder().add(DEVICES, list).build());
  }

  /** One of them. */
  @GET
  @Path("/devices/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester, @PathParam("id") String id) {
    return AccountApi.body(answer(service.get(requester, id)));
  }

  private static JsonObject answer(Device device) {
    JsonObjectBuilder answer = Json.createObjectBuilder().add("device_id", device.id().value());
    @Nullable String name = device.displayName();
    if (name != null) {
      answer.add("display_name", name);
    }
    @Nullable LastSeen seen = device.lastSeen();
    if (seen != null) {
      answer.add("last_seen_ip", seen.ip()).add("last_seen_ts", seen.ts());
    }
    return answer.build();
  }

  /** Gives one of them another name. */
  @PUT
  @Path("/devices/{id}")
  @Produces(MediaType.APPLICATION_JSON)
  @Limited(Action.CHANGE)
  public byte[] update(@Context Requester requester, @PathParam("id") String id, RequestBody body) {
    @Nullable String name = JsonFields.findString(body.object(), "display_name").orElse(null);
    service.update(requester, id, name);
    return AccountApi.empty();
  }

  /** Ends one of them. */
  @DELETE
  @Limited(Action.CHANGE)
  @Path("/devices/{id}")
  public CompletionStage<Response> delete(
      @Context Requester requester,
      @Context HttpServletRequest request,
      @PathParam("id") String id,
      RequestBody body) {
    JsonObject asked = body.contentOrEmpty();
    return removal
        .remove(requester, List.of(id), AccountFields.auth(asked), request.getRemoteAddr())
        .thenApply(AccountApi::of);
  }

  /** Ends several of them. */
  @POST
  @Limited(Action.CHANGE)
  @Path("/delete_devices")
  public CompletionStage<Response> deleteAll(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject asked = body.object();
    if (AccountFields.isAbsent(asked, DEVICES)) {
      throw AccountFields.missing(DEVICES);
    }
    return removal
        .remove(
            requester,
            JsonFields.strings(asked, DEVICES),
            AccountFields.auth(asked),
            request.getRemoteAddr())
        .thenApply(AccountApi::of);
  }
}
