package org.matrixee.web.client.discovery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.model.room.RoomVersions;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;

/**
 * {@code GET /capabilities}: what the user who asks can do here.
 *
 * <p>v1.19: Client-Server API, "Capabilities negotiation".
 */
@Path("/_matrix/client/{version: v3|r0}/capabilities")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class CapabilitiesResource {
  @Inject private MatrixConfig config;
  @Inject private OwnOperations operations;

  /** The capabilities. */
  @GET
  @Limited(Action.READ)
  public byte[] get(@Context Requester requester) {
    JsonObjectBuilder capabilities =
        Json.createObjectBuilder()
            .add("m.change_password", enabled(operations.canChangePassword(requester.user())))
            .add("m.get_login_token", enabled(operations.canProve(requester.user())))
            .add("m.3pid_changes", enabled(config.login().mail().on()))
            .add("m.profile_fields", enabled(true))
            .add("m.room_versions", roomVersions());
    JsonObject answer = Json.createObjectBuilder().add("capabilities", capabilities).build();
    return new JsonOutput().value(answer).toBytes();
  }

  private static JsonObject enabled(boolean whether) {
    return Json.createObjectBuilder().add("enabled", whether).build();
  }

  private JsonObject roomVersions() {
    JsonObjectBuilder available = Json.createObjectBuilder();
    RoomVersions.specified().forEach(version -> available.add(version, "stable"));
    return Json.createObjectBuilder()
        .add("default", config.roomVersion().id())
        .add("available", available)
        .build();
  }
}
