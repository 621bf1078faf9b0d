package org.matrixee.server.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.model.json.JsonText;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;
import org.matrixee.server.profile.rules.ProfileFields;

/**
 * Profiles as today's users know them: name, picture, and fields that anybody may invent.
 *
 * <p>v1.19: client-server, "Profiles".
 */
@ApplicationScoped
public class ProfileFieldService {
  private static final JsonProvider JSON = JsonProvider.provider();

  private ProfileService profiles;
  private ProfileTransactions transactions;
  private Policy policy;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected ProfileFieldService() {}

  /** With what it needs. */
  @Inject
  public ProfileFieldService(
      ProfileService profiles,
      ProfileTransactions transactions,
      Policy policy,
      MatrixConfig config) {
    this.profiles = profiles;
    this.transactions = transactions;
    this.policy = policy;
    this.config = config;
  }

  /**
   * A whole profile. Of users of other servers only name and picture can be had.
   *
   * @return exceptionally M_NOT_FOUND if there is no such user, M_UNKNOWN (502) if another server
   *     does not answer
   * @throws MatrixException M_NOT_FOUND if a user of this server does not exist
   */
  public CompletionStage<WholeProfile> get(UserId user) {
    return isOwn(user)
        ? CompletableFuture.completedFuture(own(user))
        : profiles.get(user, null).thenApply(profile -> new WholeProfile(profile, Map.of()));
  }

  /**
   * The value of one field.
   *
   * @return exceptionally as {@link #get}, and M_NOT_FOUND if it is not set
   * @throws MatrixException as {@link #get}; M_KEY_TOO_LARGE, M_INVALID_PARAM for what is no name
   *     of a field
   */
  public CompletionStage<JsonText> get(UserId user, String name) {
    ProfileFields.requireName(name);
    if (isNameOrPicture(name)) {
      return profiles.get(user, name).thenApply(profile -> text(shown(profile, name)));
    }
    if (!isOwn(user)) {
      throw unset();
    }
    JsonText value = own(user).others().get(name);
    if (value == null) {
      throw unset();
    }
    return CompletableFuture.completedFuture(value);
  }

  private static @Nullable String shown(Profile profile, String name) {
    return name.equals(ProfileFields.DISPLAY_NAME) ? profile.displayName() : profile.avatarUrl();
  }

  private static JsonText text(@Nullable String text) {
    if (text == null) {
      throw unset();
    }
    return JsonText.of(JSON.createValue(text).toString());
  }

  /**
   * Sets a field.
   *
   * @return completed after the commit; exceptionally M_FORBIDDEN if the policy refuses it,
   *     M_PROFILE_TOO_LARGE
   * @throws MatrixException M_FORBIDDEN for another user's profile, M_KEY_TOO_LARGE and
   *     M_INVALID_PARAM for what is no name of a field, M_BAD_JSON for a value that it cannot have
   */
  public CompletionStage<Void> set(Requester requester, UserId user, String name, JsonValue value) {
    requireSelf(requester, user);
    ProfileFields.requireName(name);
    Optional<String> problem = ProfileFields.findProblem(name, value);
    if (problem.isPresent()) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, problem.get());
    }
    if (isNameOrPicture(name)) {
      return setText(requester, user, name, ((JsonString) value).getString());
    }
    JsonObject content = JSON.createObjectBuilder().add(name, value).build();
    PolicyQuestion question = new PolicyQuestion(user, null, EventType.MEMBER, null, content);
    JsonText text = JsonText.of(value.toString());
    return policy.require(question).thenAccept(allowed -> transactions.setField(user, name, text));
  }

  /**
   * Removes a field; if it is not set nothing happens.
   *
   * @return completed after the commit
   * @throws MatrixException M_FORBIDDEN for another user's profile, M_KEY_TOO_LARGE and
   *     M_INVALID_PARAM for what is no name of a field
   */
  public CompletionStage<Void> delete(Requester requester, UserId user, String name) {
    requireSelf(requester, user);
    ProfileFields.requireName(name);
    if (isNameOrPicture(name)) {
      return setText(requester, user, name, null);
    }
    transactions.deleteField(user, name);
    return CompletableFuture.completedFuture(null);
  }

  private CompletionStage<Void> setText(
      Requester requester, UserId user, String name, @Nullable String text) {
    return name.equals(ProfileFields.DISPLAY_NAME)
        ? profiles.setDisplayName(requester, user, text)
        : profiles.setAvatarUrl(requester, user, text);
  }

  private WholeProfile own(UserId user) {
    return transactions
        .findWhole(user)
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user."));
  }

  private boolean isOwn(UserId user) {
    return user.server().equals(config.serverName());
  }

  private static boolean isNameOrPicture(String name) {
    return name.equals(ProfileFields.DISPLAY_NAME) || name.equals(ProfileFields.AVATAR_URL);
  }

  private static void requireSelf(Requester requester, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's profile.");
    }
  }

  private static MatrixException unset() {
    return new MatrixException(ErrorCode.M_NOT_FOUND, "This user has not set this field.");
  }
}
