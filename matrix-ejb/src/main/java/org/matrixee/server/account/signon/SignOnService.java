package org.matrixee.server.account.signon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ClientUrl;
import org.matrixee.model.account.LoginPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.Tokens;
import org.matrixee.server.account.login.LoginFlows;
import org.matrixee.server.account.login.LoginOutcome;
import org.matrixee.server.account.login.LoginService;
import org.matrixee.server.account.login.OneTimeKey;
import org.matrixee.server.account.oidc.OAuth2Stage;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.account.uia.WaitingAuth;
import org.matrixee.server.account.uia.rules.AuthSession;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.config.OidcProvider;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * {@code m.login.sso}: a browser logs somebody in at a provider, for a client of the current API.
 *
 * <p>The way there and back is that of {@code m.login.oauth2}; only what it begins with and ends in
 * is different. The session in the database knows what for, and is bound to the browser.
 *
 * <p>v1.19: Client-Server API, "SSO client login/authentication".
 */
@ApplicationScoped
public class SignOnService {
  /** As those that another client of the user asks for; see {@code POST /login/get_token}. */
  private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(2);

  private static final String CLIENT = "client";
  private static final String OPERATION = "operation";
  private static final String BROWSER = "browser";

  private LoginService logins;
  private LoginFlows flows;
  private SignOnTransactions transactions;
  private InteractiveAuth auth;
  private OwnOperations operations;
  private RateLimits limits;
  private MatrixConfig config;
  private SecureRandom random;

  /** For the container's proxies. */
  protected SignOnService() {}

  /** With what it needs. */
  @Inject
  public SignOnService(
      LoginService logins,
      LoginFlows flows,
      SignOnTransactions transactions,
      InteractiveAuth auth,
      OwnOperations operations,
      RateLimits limits,
      MatrixConfig config,
      SecureRandom random) {
    this.logins = logins;
    this.flows = flows;
    this.transactions = transactions;
    this.auth = auth;
    this.operations = operations;
    this.limits = limits;
    this.config = config;
    this.random = random;
  }

  /**
   * The providers that lead to a login; none where more than a login there is demanded, which a
   * client of today could not give.
   */
  public List<OidcProvider> providers() {
    return flows.isEnough(LoginPurpose.LOGIN, OAuth2Stage.TYPE)
        ? config.oidc().providers()
        : List.of();
  }

  /**
   * Begins a login.
   *
   * @param provider which the client has chosen; null lets the person choose, if there are several
   * @param browser the secret of the browser that asks
   * @param from where the request comes from
   * @return where the browser goes
   * @throws MatrixException also through the result: M_NOT_FOUND if there is no such provider, or
   *     none at all; M_UNKNOWN with 502 if it cannot be reached; M_LIMIT_EXCEEDED
   */
  public CompletionStage<URI> begin(
      ClientUrl client, @Nullable String provider, String browser, String from) {
    boolean known =
        providers().stream().anyMatch(there -> provider == null || there.id().equals(provider));
    if (!known) {
      throw new MatrixException(
          ErrorCode.M_NOT_FOUND,
          provider == null
              ? "This server has no login services."
              : "There is no such login service.");
    }
    JsonObject aim =
        Json.createObjectBuilder()
            .add(CLIENT, client.uri().toString())
            .add(BROWSER, Tokens.hash(browser))
            .build();
    return send(body(provider, browser), aim, null, from);
  }

  /**
   * Begins the proof that an operation waits for.
   *
   * @param session of the operation's authentication, as the client was told it
   * @param browser the secret of the browser that asks
   * @param from where the request comes from
   * @return where the browser goes
   * @throws MatrixException also through the result: M_UNKNOWN if the session is not known, or its
   *     user is at no provider; M_UNKNOWN with 502 if that cannot be reached; M_LIMIT_EXCEEDED
   */
  public CompletionStage<URI> beginProof(String session, String browser, String from) {
    WaitingAuth waiting = auth.look(session);
    AuthSession state = waiting.state();
    @Nullable UserId user = state.user();
    List<OidcProvider> providers = user == null ? List.of() : operations.providers(user);
    if (user == null || providers.isEmpty()) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, "This type of authentication is not offered here.");
    }
    JsonObject aim =
        Json.createObjectBuilder()
            .add(OPERATION, waiting.kept().hash())
            .add(BROWSER, Tokens.hash(browser))
            .build();
    @Nullable String only = providers.size() == 1 ? providers.get(0).id() : null;
    JsonObjectBuilder body = body(only, browser).add(OAuth2Stage.FRESH, true);
    return send(body, aim, user, from);
  }

  private static JsonObjectBuilder body(@Nullable String provider, String browser) {
    JsonObjectBuilder body = Json.createObjectBuilder().add(OAuth2Stage.BROWSER, browser);
    if (provider != null) {
      body.add(OAuth2Stage.PROVIDER, provider);
    }
    return body;
  }

  private CompletionStage<URI> send(
      JsonObjectBuilder body, JsonObject aim, @Nullable UserId user, String from) {
    return logins
        .signOn(OAuth2Stage.TYPE, body.build(), aim, user, from)
        .thenApply(
            outcome -> {
              if (outcome instanceof LoginOutcome.Waiting waiting) {
                return URI.create(waiting.answer().getString(OAuth2Stage.URI));
              }
              throw new IllegalStateException("a sign-on has ended before it began");
            });
  }

  /**
   * Goes on with somebody whom a browser has brought back as proven.
   *
   * @throws MatrixException M_USER_DEACTIVATED if the account must not be used; M_UNKNOWN if
   *     another request was faster, or what it was for is over
   */
  public SignOnOutcome finish(LoginOutcome.Proven proven) {
    JsonObject aim = proven.aim();
    if (aim.containsKey(OPERATION)) {
      transactions.allow(proven, aim.getString(OPERATION));
      return new SignOnOutcome.Allowed(proven.user());
    }
    ClientUrl client = client(aim);
    if (isTrusted(client)) {
      return sendBack(proven, client);
    }
    OneTimeKey key = OneTimeKey.random(random);
    transactions.await(proven, key);
    return new SignOnOutcome.Asked(client, proven.user(), key.value());
  }

  private static ClientUrl client(JsonObject aim) {
    return ClientUrl.parse(aim.getString(CLIENT)).orElseThrow();
  }

  /** Whether a browser is sent to a client without a question. */
  public boolean isTrusted(ClientUrl client) {
    Optional<String> own = ClientUrl.parse(config.publicUrl()).map(ClientUrl::origin);
    return own.equals(Optional.of(client.origin()))
        || config.login().trustedClients().contains(client.origin());
  }

  private SignOnOutcome.SentBack sendBack(LoginOutcome.Proven proven, ClientUrl client) {
    String token = Tokens.random(random);
    transactions.issue(proven, token, TOKEN_LIFETIME);
    return new SignOnOutcome.SentBack(client.with("loginToken", token));
  }

  /**
   * The person has agreed to go to the client.
   *
   * @param browser the browser's secret; empty if it has none
   * @param from where the request comes from
   * @throws MatrixException M_UNKNOWN if nothing waits for this key; M_FORBIDDEN if it is another
   *     browser; M_USER_DEACTIVATED; M_LIMIT_EXCEEDED
   */
  public SignOnOutcome.SentBack agree(OneTimeKey key, Optional<String> browser, String from) {
    limits.check(Action.LOGIN_STEP, from);
    LoginOutcome.Proven proven =
        transactions
            .find(key)
            .filter(found -> found.aim().containsKey(CLIENT))
            .orElseThrow(
                () ->
                    new MatrixException(
                        ErrorCode.M_UNKNOWN, "This link has been used, or has expired."));
    if (!browser.map(Tokens::hash).equals(Optional.of(proven.aim().getString(BROWSER)))) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN,
          "This login was begun in another browser. Go on there, or begin again.");
    }
    return sendBack(proven, client(proven.aim()));
  }
}
