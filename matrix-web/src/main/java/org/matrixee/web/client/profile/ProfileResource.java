package org.matrixee.web.client.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.limits.Action;
import org.matrixee.server.profile.ProfileFieldService;
import org.matrixee.server.profile.WholeProfile;
import org.matrixee.server.profile.rules.ProfileFields;
import org.matrixee.web.client.CurrentAnswers;
import org.matrixee.web.client.CurrentApi;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonOutput;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;

/**
 * How users appear.
 *
 * <p>v1.19: client-server, "Profiles".
 */
@Path(CurrentApi.V3 + "/profile/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ProfileResource {
  @Inject private ProfileFieldService service;

  /** Everything that a user says. */
  @GET
  @Limited(Action.LIST)
  public CompletionStage<byte[]> get(@PathParam("userId") UserId user) {
    return service.get(user).thenApply(ProfileResource::whole);
  }

  private static byte[] whole(WholeProfile whole) {
    JsonOutput out = new JsonOutput();
    String separator = "{";
    separator = text(ProfileFields.AVATAR_URL, whole.profile().avatarUrl(), separator, out);
    separator = text(ProfileFields.DISPLAY_NAME, whole.profile().displayName(), separator, out);
    for (Map.Entry<String, JsonText> field : whole.others().entrySet()) {
      out.ascii(separator).string(field.getKey()).ascii(":");
      out.utf8(field.getValue().sharedBytes());
      separator = ",";
    }
    return out.ascii(separator.equals("{") ? "{}" : "}").toBytes();
  }

  /** Appends a key, if it has a value; what comes before the next one. */
  private static String text(String key, @Nullable String value, String separator, JsonOutput out) {
    if (value == null) {
      return separator;
    }
    out.ascii(separator).string(key).ascii(":").string(value);
    return ",";
  }

  /** One field. */
  @GET
  @Limited(Action.LIST)
  @Path("/{keyName}")
  public CompletionStage<byte[]> get(
      @PathParam("userId") UserId user, @PathParam("keyName") String name) {
    return service
        .get(user, name)
        .thenApply(
            value ->
                new JsonOutput()
                    .ascii("{")
                    .string(name)
                    .ascii(":")
                    .utf8(value.sharedBytes())
                    .ascii("}")
                    .toBytes());
  }

  /** Sets a field of the caller. */
  @PUT
  @Limited(Action.PROFILE)
  @Path("/{keyName}")
  @Authenticated
  public CompletionStage<byte[]> put(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("keyName") String name,
      RequestBody body) {
    JsonObject object = body.object();
    ProfileFields.requireName(name);
    JsonValue value = object.get(name);
    if (value == null) {
      throw new MatrixException(
          ErrorCode.M_MISSING_PARAM, "The key '" + name + "' must be there, with the new value.");
    }
    return service.set(requester, user, name, value).thenApply(CurrentAnswers::empty);
  }

  /** Removes a field of the caller. */
  @DELETE
  @Limited(Action.PROFILE)
  @Path("/{keyName}")
  @Authenticated
  public CompletionStage<byte[]> delete(
      @Context Requester requester,
      @PathParam("userId") UserId user,
      @PathParam("keyName") String name) {
    return service.delete(requester, user, name).thenApply(CurrentAnswers::empty);
  }
}
