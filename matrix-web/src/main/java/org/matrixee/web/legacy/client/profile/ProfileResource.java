package org.matrixee.web.legacy.client.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.id.UserId;
import org.matrixee.server.limits.Action;
import org.matrixee.server.profile.Profile;
import org.matrixee.server.profile.ProfileService;
import org.matrixee.web.common.Authenticated;
import org.matrixee.web.common.JsonFields;
import org.matrixee.web.common.Limited;
import org.matrixee.web.common.RequestBody;
import org.matrixee.web.legacy.client.LegacyAnswers;
import org.matrixee.web.legacy.client.LegacyApi;

/** {@code /profile/{userId}} (client-api-v1, 13). User ids are compared without case. */
@Path(LegacyApi.V1 + "/profile/{userId}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ProfileResource {
  private static final String DISPLAY_NAME = "displayname";
  private static final String AVATAR_URL = "avatar_url";

  @Inject private ProfileService service;

  /** Both; null if unset. */
  record Whole(
      @JsonProperty(DISPLAY_NAME) @Nullable String displayName,
      @JsonProperty(AVATAR_URL) @Nullable String avatarUrl) {
    private static Whole of(Profile profile) {
      return new Whole(profile.displayName(), profile.avatarUrl());
    }
  }

  /** One of them. */
  record DisplayName(@JsonProperty(DISPLAY_NAME) @Nullable String displayName) {}

  /** The other. */
  record AvatarUrl(@JsonProperty(AVATAR_URL) @Nullable String avatarUrl) {}

  /** How a user appears. */
  @GET
  @Limited(Action.LIST)
  public CompletionStage<Whole> get(@PathParam("userId") UserId user) {
    return service.get(user.folded(), null).thenApply(Whole::of);
  }

  /** How a user is called. */
  @GET
  @Limited(Action.LIST)
  @Path("/displayname")
  public CompletionStage<DisplayName> getDisplayName(@PathParam("userId") UserId user) {
    return service
        .get(user.folded(), DISPLAY_NAME)
        .thenApply(profile -> new DisplayName(profile.displayName()));
  }

  /** Where a user's picture is. */
  @GET
  @Limited(Action.LIST)
  @Path("/avatar_url")
  public CompletionStage<AvatarUrl> getAvatarUrl(@PathParam("userId") UserId user) {
    return service
        .get(user.folded(), AVATAR_URL)
        .thenApply(profile -> new AvatarUrl(profile.avatarUrl()));
  }

  /** Sets or, with null, unsets the name. */
  @PUT
  @Limited(Action.PROFILE)
  @Path("/displayname")
  @Authenticated
  public CompletionStage<byte[]> putDisplayName(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    return service
        .setDisplayName(requester, user.folded(), field(body.object(), DISPLAY_NAME))
        .thenApply(done -> LegacyAnswers.empty());
  }

  /** Sets or, with null, unsets the picture. */
  @PUT
  @Limited(Action.PROFILE)
  @Path("/avatar_url")
  @Authenticated
  public CompletionStage<byte[]> putAvatarUrl(
      @Context Requester requester, @PathParam("userId") UserId user, RequestBody body) {
    return service
        .setAvatarUrl(requester, user.folded(), field(body.object(), AVATAR_URL))
        .thenApply(done -> LegacyAnswers.empty());
  }

  private static @Nullable String field(JsonObject body, String key) {
    return body.containsKey(key)
        ? JsonFields.findString(body, key).orElse(null)
        : JsonFields.requireString(body, key);
  }
}
