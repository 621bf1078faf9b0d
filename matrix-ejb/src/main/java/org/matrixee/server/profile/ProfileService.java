package org.matrixee.server.profile;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.event.EventType;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.policy.Policy;
import org.matrixee.server.policy.PolicyQuestion;
import org.matrixee.server.profile.rules.ProfileRules;

/** Display names and avatars of local users. */
@ApplicationScoped
public class ProfileService {
  private static final Logger LOG = Logger.getLogger(ProfileService.class);
  private static final JsonProvider JSON = JsonProvider.provider();

  private ProfileTransactions transactions;
  private ProfilePropagation propagation;
  private Policy policy;
  private Event<ProfileChanged> changed;
  private RemoteProfiles remote;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected ProfileService() {}

  /** With what it needs. */
  @Inject
  public ProfileService(
      ProfileTransactions transactions,
      ProfilePropagation propagation,
      Policy policy,
      Event<ProfileChanged> changed,
      RemoteProfiles remote,
      MatrixConfig config) {
    this.transactions = transactions;
    this.propagation = propagation;
    this.policy = policy;
    this.changed = changed;
    this.remote = remote;
    this.config = config;
  }

  /**
   * How a user of this server or another appears.
   *
   * @param field the only key that is asked for, {@code displayname} or {@code avatar_url}; null
   *     for both
   * @return exceptionally M_NOT_FOUND if there is no such user, M_UNKNOWN (502) if another server
   *     does not answer
   * @throws MatrixException M_NOT_FOUND if a user of this server does not exist
   */
  public CompletionStage<Profile> get(UserId user, @Nullable String field) {
    return user.server().equals(config.serverName())
        ? CompletableFuture.completedFuture(getOwn(user))
        : remote.find(user, field);
  }

  /**
   * How a user of this server appears.
   *
   * @throws MatrixException M_NOT_FOUND if there is no such account
   */
  public Profile getOwn(UserId user) {
    return transactions
        .find(user)
        .orElseThrow(() -> new MatrixException(ErrorCode.M_NOT_FOUND, "There is no such user."));
  }

  /**
   * Sets a display name. The user's rooms hear of it afterwards, in the background.
   *
   * @param displayName null or nothing clears it
   * @return completed after the commit; exceptionally with M_FORBIDDEN if the policy refuses it
   * @throws MatrixException M_FORBIDDEN for another user's profile, M_BAD_JSON
   */
  public CompletionStage<Void> setDisplayName(
      Requester requester, UserId user, @Nullable String displayName) {
    requireSelf(requester, user);
    @Nullable String name = orNull(displayName);
    if (name != null) {
      refuse(ProfileRules.findNameProblem(name));
    }
    return change(user, "displayname", name, profile -> profile.named(name));
  }

  /**
   * Sets an avatar. The user's rooms hear of it afterwards, in the background.
   *
   * @param avatarUrl null or nothing clears it
   * @return completed after the commit; exceptionally with M_FORBIDDEN if the policy refuses it
   * @throws MatrixException M_FORBIDDEN for another user's profile, M_BAD_JSON
   */
  public CompletionStage<Void> setAvatarUrl(
      Requester requester, UserId user, @Nullable String avatarUrl) {
    requireSelf(requester, user);
    @Nullable String url = orNull(avatarUrl);
    if (url != null) {
      refuse(ProfileRules.findAvatarProblem(url));
    }
    return change(user, "avatar_url", url, profile -> profile.pictured(url));
  }

  private CompletionStage<Void> change(
      UserId user, String key, @Nullable String value, UnaryOperator<Profile> change) {
    JsonObject content =
        value == null
            ? JsonObject.EMPTY_JSON_OBJECT
            : JSON.createObjectBuilder().add(key, value).build();
    PolicyQuestion question = new PolicyQuestion(user, null, EventType.MEMBER, null, content);
    return policy.require(question).thenAccept(allowed -> commit(user, change));
  }

  private void commit(UserId user, UnaryOperator<Profile> change) {
    Optional<Profile> after = transactions.change(user, change);
    if (after.isEmpty()) {
      return;
    }
    try {
      propagation.wake();
      changed.fire(new ProfileChanged(user, after.get()));
    } catch (RuntimeException e) {
      // The profile stands, and the timer finds the work; an observer's failure is its own matter.
      LOG.errorf("Nobody could be told of a new profile: %s", e.getClass().getName());
    }
  }

  private static @Nullable String orNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static void refuse(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new MatrixException(ErrorCode.M_BAD_JSON, problem.get());
    }
  }

  private static void requireSelf(Requester requester, UserId user) {
    if (!requester.user().equals(user)) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "This is another user's profile.");
    }
  }
}
