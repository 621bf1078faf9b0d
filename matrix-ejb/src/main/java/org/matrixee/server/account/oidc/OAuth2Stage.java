package org.matrixee.server.account.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.account.ThreePid;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.external.ExternalAccounts;
import org.matrixee.server.account.external.Newcomer;
import org.matrixee.server.account.login.Established;
import org.matrixee.server.account.login.LoginStage;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.login.StageRequest;
import org.matrixee.server.account.login.StageResult;
import org.matrixee.server.account.oidc.rules.FlowSecrets;
import org.matrixee.server.account.oidc.rules.SuggestedLocalpart;
import org.matrixee.server.config.OidcProvider;
import org.matrixee.server.config.Threads;

/**
 * {@code m.login.oauth2}: logging in at an OpenID Connect provider.
 *
 * <p>The client's request gives an address for a browser. What the browser does from there comes
 * back from outside, by the one-time key that is also the {@code state}: it looks at the page of
 * services ({@link #CHOOSE}), or returns from a provider. The first of these that is a browser's
 * binds the login to that browser; a login that came back and failed is over.
 *
 * <p>2014: client-api-v1, 5.2; S-REG-20 to S-REG-26.
 */
@ApplicationScoped
public class OAuth2Stage implements LoginStage {
  /** Its type. */
  public static final String TYPE = "m.login.oauth2";

  /** Key of a request from outside: the browser wants to know where it may go. */
  public static final String CHOOSE = "choose";

  /**
   * Key of a request from outside: the provider that the browser returns from. Of the first
   * request: the only one that the person may go to.
   */
  public static final String PROVIDER = "provider";

  /** Key of a request from outside: the query that the browser returns with. */
  public static final String QUERY = "query";

  /** Key of any request of a browser: the browser's secret. */
  public static final String BROWSER = "browser";

  /** Key of the first request: true if the person must prove himself to the provider anew. */
  public static final String FRESH = "fresh";

  /** Key of the answer: where to begin. */
  public static final String URI = "uri";

  /** Key of the answer: the address for a browser that can be bound to the login. */
  public static final String BROWSER_URI = "org.matrixee.browser_uri";

  /** Key of the answer to {@link #CHOOSE}: array of {@code {name, uri}}, without uri if down. */
  public static final String SERVICES = "services";

  private static final String SECRET = "secret";
  private static final String HINT = "hint";

  private OidcProviders providers;
  private ExternalAccounts accounts;
  private SecureRandom random;
  private Clock clock;
  private Threads threads;

  /** For the container's proxies. */
  protected OAuth2Stage() {}

  /** With what it needs. */
  @Inject
  public OAuth2Stage(
      OidcProviders providers,
      ExternalAccounts accounts,
      SecureRandom random,
      Clock clock,
      Threads threads) {
    this.providers = providers;
    this.accounts = accounts;
    this.random = random;
    this.clock = clock;
    this.threads = threads;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isOffered(LoginPurpose purpose) {
    return purpose == LoginPurpose.LOGIN && !providers.all().isEmpty();
  }

  @Override
  public boolean isEnough(LoginPurpose purpose) {
    return true;
  }

  @Override
  public String condition() {
    return "needs MATRIX_OIDC_PROVIDERS, and is for login only (accounts are made at the first"
        + " one)";
  }

  @Override
  public CompletionStage<StageResult> perform(StageRequest request) {
    if (!request.fromOutside()) {
      return begin(request);
    }
    JsonObject body = request.body();
    requireSameBrowser(request);
    return body.containsKey(CHOOSE)
        ? choose(request)
        : comeBack(request, providers.get(request.requireString(PROVIDER)));
  }

  private CompletionStage<StageResult> begin(StageRequest request) {
    OneTimeKey key = OneTimeKey.random(random);
    String secret = Tokens.random(random);
    @Nullable String hint = request.user().map(UserId::localpart).orElse(null);
    JsonObjectBuilder remember = Json.createObjectBuilder().add(SECRET, secret);
    if (hint != null) {
      remember.add(HINT, hint);
    }
    request.findString(BROWSER).ifPresent(browser -> remember.add(BROWSER, Tokens.hash(browser)));
    if (request.body().getBoolean(FRESH, false)) {
      remember.add(FRESH, clock.millis());
    }
    JsonObject remembered = remember.build();
    String browserUri = providers.selectionUri(key.value()).toString();
    List<OidcProvider> all =
        request
            .findString(PROVIDER)
            .map(id -> List.of(providers.get(id)))
            .orElseGet(providers::all);
    CompletionStage<String> uri =
        all.size() > 1
            ? CompletableFuture.completedStage(browserUri)
            : authorizationUri(all.get(0), key.value(), remembered);
    return uri.thenApply(
        where ->
            StageResult.Pending.answering(
                Json.createObjectBuilder().add(URI, where).add(BROWSER_URI, browserUri).build(),
                remembered,
                key));
  }

  private CompletionStage<String> authorizationUri(
      OidcProvider provider, String state, JsonObject remembered) {
    FlowSecrets secrets = FlowSecrets.of(remembered.getString(SECRET), provider.id());
    @Nullable String hint = remembered.containsKey(HINT) ? remembered.getString(HINT) : null;
    return providers
        .authorizationUri(
            provider, new LoginRequest(state, secrets, hint, remembered.containsKey(FRESH)))
        .thenApply(Object::toString);
  }

  /** A login that one browser has taken up must not go on in another one. */
  private static void requireSameBrowser(StageRequest request) {
    JsonObject remembered = request.remembered();
    if (remembered.containsKey(BROWSER)
        && !request
            .findString(BROWSER)
            .map(Tokens::hash)
            .equals(Optional.of(remembered.getString(BROWSER)))) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "This login was begun in another browser. Go on there, or begin again.");
    }
  }

  /** Tells the addresses of all services, and binds the browser, if it is one. */
  private CompletionStage<StageResult> choose(StageRequest request) {
    JsonObject remembered = request.remembered();
    String state = request.requireString(CHOOSE);
    List<CompletableFuture<JsonObject>> services = new ArrayList<>();
    for (OidcProvider provider : providers.all()) {
      services.add(
          authorizationUri(provider, state, remembered)
              .handle((uri, failure) -> service(provider, uri))
              .toCompletableFuture());
    }
    JsonObjectBuilder remember = Json.createObjectBuilder(remembered);
    request.findString(BROWSER).ifPresent(browser -> remember.add(BROWSER, Tokens.hash(browser)));
    JsonObject bound = remember.build();
    return CompletableFuture.allOf(services.toArray(new CompletableFuture<?>[0]))
        .thenApply(
            done -> {
              JsonArrayBuilder list = Json.createArrayBuilder();
              services.forEach(service -> list.add(service.join()));
              return new StageResult.Pending(
                  Json.createObjectBuilder().add(SERVICES, list).build(),
                  bound,
                  null,
                  () -> CompletableFuture.completedStage(null));
            });
  }

  private static JsonObject service(OidcProvider provider, @Nullable String uri) {
    JsonObjectBuilder service = Json.createObjectBuilder().add("name", provider.name());
    if (uri != null) {
      service.add(URI, uri);
    }
    return service.build();
  }

  private CompletionStage<StageResult> comeBack(StageRequest request, OidcProvider provider) {
    JsonObject remembered = request.remembered();
    FlowSecrets secrets = FlowSecrets.of(remembered.getString(SECRET), provider.id());
    @Nullable Instant since =
        remembered.containsKey(FRESH)
            ? Instant.ofEpochMilli(remembered.getJsonNumber(FRESH).longValue())
            : null;
    Map<String, List<String>> query = new HashMap<>();
    JsonObject given = request.body().getJsonObject(QUERY);
    given.keySet().forEach(name -> query.put(name, List.of(given.getString(name))));
    @Nullable UserId proven = request.established().user();
    return providers
        .redeem(provider, query, secrets, since)
        .thenApplyAsync(person -> enter(provider, person, proven), threads.executor())
        .exceptionally(OAuth2Stage::over);
  }

  private StageResult enter(OidcProvider provider, Person person, @Nullable UserId proven) {
    @Nullable String email = person.email();
    @Nullable ThreePid verified =
        email == null ? null : EmailAddress.parse(email).map(EmailAddress::threePid).orElse(null);
    Newcomer newcomer =
        new Newcomer(
            person.identity(),
            provider.name(),
            SuggestedLocalpart.of(person.name()),
            person.displayName(),
            verified);
    return new StageResult.Passed(
        Established.user(accounts.enter(newcomer, provider.taken(), proven)));
  }

  /**
   * A refusal ends the login, so that nothing can be tried twice; a service that is down does not.
   */
  private static StageResult over(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof MatrixException refusal && refusal.status() < 500) {
      return new StageResult.Refused(refusal, Optional.empty());
    }
    throw failure instanceof CompletionException wrapped
        ? wrapped
        : new CompletionException(failure);
  }
}
