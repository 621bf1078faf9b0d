package org.matrixee.web.client.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.concurrent.CompletionStage;
import org.matrixee.model.account.Requester;
import org.matrixee.server.keys.CrossSigningService;
import org.matrixee.server.keys.KeyService;
import org.matrixee.server.limits.Action;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.client.CurrentFields;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * {@code /keys}: keys of devices and users.
 *
 * <p>v1.19: Client-Server API, "Key management API", "Cross-signing".
 */
@Path(CurrentApi.V3 + "/keys")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@ApplicationScoped
public class KeysResource {
  @Inject private KeyService service;
  @Inject private CrossSigningService crossSigning;

  /** A device publishes keys. */
  @POST
  @Path("/upload")
  @Limited(Action.CHANGE)
  public byte[] upload(@Context Requester requester, RequestBody body) {
    JsonObject keys = body.content();
    return KeyReplies.counts(
        service.upload(
            requester,
            CurrentFields.findObject(keys, "device_keys").orElse(null),
            CurrentFields.findObject(keys, "one_time_keys").orElse(JsonValue.EMPTY_JSON_OBJECT),
            CurrentFields.findObject(keys, "fallback_keys").orElse(JsonValue.EMPTY_JSON_OBJECT)));
  }

  /** The keys of users and their devices. */
  @POST
  @Path("/query")
  @Limited(Action.READ)
  public byte[] query(@Context Requester requester, RequestBody body) {
    return KeyReplies.body(service.query(requester, body.object()));
  }

  /** One key of each device. */
  @POST
  @Path("/claim")
  @Limited(Action.CHANGE)
  public byte[] claim(@Context Requester requester, RequestBody body) {
    return KeyReplies.body(service.claim(body.object()));
  }

  /** Whose keys have changed. */
  @GET
  @Path("/changes")
  @Limited(Action.READ)
  public byte[] changes(@Context Requester requester, @Context UriInfo uri) {
    long from = KeyReplies.position(uri, "from");
    KeyReplies.position(uri, "to"); // a hint only: what is later is told as well
    return KeyReplies.changes(service.changes(requester, from));
  }

  /** A user publishes cross-signing keys. */
  @POST
  @Path("/device_signing/upload")
  @Limited(Action.CHANGE)
  public CompletionStage<Response> uploadCrossSigningKeys(
      @Context Requester requester, @Context HttpServletRequest request, RequestBody body) {
    JsonObject keys = body.content();
    return crossSigning
        .upload(
            requester,
            keys,
            CurrentFields.findObject(keys, "auth").orElse(null),
            request.getRemoteAddr())
        .thenApply(KeyReplies::guarded);
  }

  /** A user publishes signatures. */
  @POST
  @Path("/signatures/upload")
  @Limited(Action.CHANGE)
  public byte[] uploadSignatures(@Context Requester requester, RequestBody body) {
    return KeyReplies.failures(crossSigning.sign(requester, body.content()));
  }
}
