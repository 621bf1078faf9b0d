package org.matrixee.web.federation.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.matrixee.server.federation.remote.OwnKeys;
import org.matrixee.server.limits.Action;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.federation.FederationDoor;

/**
 * This server's signing keys; on the TLS ports only, and the only thing for other servers that
 * needs no signature. 2014: federation-v1, 6.1.
 */
@Path("/_matrix/key")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class KeyResource {
  @Inject private FederationDoor door;
  @Inject private OwnKeys keys;

  /** The form of 2014. */
  @GET
  @Path("/v1")
  @Limited(Action.SERVER_KEYS)
  public byte[] formOf2014(@Context HttpServletRequest request) {
    door.pass(request);
    return new JsonOutput().value(keys.formOf2014()).toBytes();
  }

  /** The form with times of validity, all keys whichever is asked for. */
  @GET
  @Path("/v2/server{key: (/[^/]*)?}")
  @Limited(Action.SERVER_KEYS)
  public byte[] formWithTimes(@Context HttpServletRequest request) {
    door.pass(request);
    return new JsonOutput().value(keys.formWithTimes()).toBytes();
  }
}
