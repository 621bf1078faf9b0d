package org.matrixee.server.federation.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.id.UserId;
import org.matrixee.server.config.Threads;
import org.matrixee.server.federation.remote.FederationClient;
import org.matrixee.server.federation.remote.Remote;
import org.matrixee.server.federation.remote.RemoteAnswer;
import org.matrixee.server.federation.remote.RemoteRequest;
import org.matrixee.server.profile.Profile;
import org.matrixee.server.profile.RemoteProfiles;

/**
 * Asks other servers for their users' profiles, and keeps the answers for a short while, so that
 * not every look at a profile goes over the network.
 *
 * <p>2014: federation-v1, section 4.1.
 */
@ApplicationScoped
public class AskedProfiles implements RemoteProfiles {
  private static final Duration LIFETIME = Duration.ofSeconds(30);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String MISSING = "There is no such user.";

  /** As long as our own may be; more is not a name or an address. */
  private static final int MOST_CHARACTERS = 2048;

  private final Cache<Question, Profile> known =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LIFETIME).build();

  private FederationClient client;
  private Threads threads;

  /** For the container's proxies. */
  protected AskedProfiles() {}

  /** With what it needs. */
  @Inject
  public AskedProfiles(FederationClient client, Threads threads) {
    this.client = client;
    this.threads = threads;
  }

  private record Question(UserId user, @Nullable String field) {}

  @Override
  public CompletionStage<Profile> find(UserId user, @Nullable String field) {
    Question question = new Question(user, field);
    Profile fresh = known.getIfPresent(question);
    if (fresh != null) {
      return CompletableFuture.completedFuture(fresh);
    }
    String uri =
        Remote.path("query", "profile")
            + "?user_id="
            + Remote.encode(user.value())
            + (field == null ? "" : "&field=" + field);
    return client
        .send(RemoteRequest.get(user.server(), uri).within(TIMEOUT))
        .handleAsync(
            (answer, failure) -> {
              if (answer == null) {
                throw Remote.refusal(failure, MISSING);
              }
              Profile profile = profile(answer);
              known.put(question, profile);
              return profile;
            },
            threads.executor());
  }

  private static Profile profile(RemoteAnswer answer) {
    Optional<JsonObject> object = Remote.object(answer);
    if (!answer.isSuccess() || object.isEmpty()) {
      throw Remote.refusal(answer, MISSING);
    }
    return new Profile(text(object.get(), "displayname"), text(object.get(), "avatar_url"));
  }

  private static @Nullable String text(JsonObject object, String key) {
    String text = Remote.text(object, key);
    return text == null || text.length() > MOST_CHARACTERS ? null : text;
  }
}
