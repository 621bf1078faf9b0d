package org.matrixee.web.legacy.client.push;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.model.account.Requester;
import org.matrixee.server.limits.Action;
import org.matrixee.server.push.DefaultPushRules;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.legacy.client.LegacyApi;

/**
 * {@code GET /pushrules/}: what a client of 2015 asks for before anything else. The rules can be
 * read, not changed: the other methods are refused.
 */
@Path(LegacyApi.V1 + "/pushrules")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class PushRulesResource {

  /** All rules. */
  @GET
  @Limited(Action.READ)
  public byte[] all(@Context Requester requester) {
    return answer(DefaultPushRules.of(requester.user()));
  }

  /** The rules for all devices. */
  @GET
  @Limited(Action.READ)
  @Path("/global")
  public byte[] global(@Context Requester requester) {
    return answer(DefaultPushRules.global(requester.user()));
  }

  /** The rules for single devices: there are none. */
  @GET
  @Limited(Action.READ)
  @Path("/device")
  public byte[] device() {
    return answer(JsonValue.EMPTY_JSON_OBJECT);
  }

  private static byte[] answer(JsonObject rules) {
    return new JsonOutput().value(rules).toBytes();
  }
}
