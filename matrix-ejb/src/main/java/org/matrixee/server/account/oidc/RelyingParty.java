package org.matrixee.server.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.oidc.ProviderConnection.Discovered;
import org.matrixee.server.account.oidc.rules.FlowSecrets;
import org.matrixee.server.config.OidcProvider;

/**
 * One login at one provider: the authorization code flow of OpenID Connect with PKCE, as a
 * confidential client (S-REG-21).
 *
 * <p>Its methods wait for the provider: only on threads made for that, and outside transactions.
 */
final class RelyingParty {
  private static final Logger LOG = Logger.getLogger(RelyingParty.class);

  /** Errors of RFC 6749, 4.1.2.1, and OpenID Connect Core, 3.1.2.6, that are the person's own. */
  private static final Set<String> THE_PERSONS =
      Set.of("access_denied", "login_required", "consent_required", "interaction_required");

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final ProviderConnection connection;
  private final Discovered discovered;
  private final URI redirectUri;

  RelyingParty(ProviderConnection connection, Discovered discovered, URI redirectUri) {
    this.connection = connection;
    this.discovered = discovered;
    this.redirectUri = redirectUri;
  }

  /** Where a browser begins the login. */
  URI authorizationUri(LoginRequest wanted) {
    OidcProvider provider = connection.provider();
    AuthenticationRequest.Builder request =
        new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope(provider.scopes().toArray(new String[0])),
            new ClientID(provider.clientId()),
            redirectUri);
    @Nullable String hint = wanted.hint();
    if (hint != null) {
      request.loginHint(hint);
    }
    if (wanted.fresh()) {
      // OpenID Connect Core, 3.1.2.1; not prompt=login, which some providers refuse.
      request.maxAge(0);
    }
    return request
        .endpointURI(discovered.metadata().getAuthorizationEndpointURI())
        .state(new State(wanted.state()))
        .nonce(new Nonce(wanted.secrets().nonce()))
        .codeChallenge(new CodeVerifier(wanted.secrets().verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Finds out who came back.
   *
   * @param parameters the query of the redirect URI; its state was checked
   * @param since from when on the person must have proven himself there; null if it does not matter
   * @throws MatrixException M_FORBIDDEN if the provider or the person refused, or nothing is
   *     proven; M_UNKNOWN with 502 if the provider fails
   */
  Person redeem(
      Map<String, List<String>> parameters, FlowSecrets secrets, @Nullable Instant since) {
    OidcProvider provider = connection.provider();
    try {
      OIDCTokenResponse tokens = tokens(code(parameters), secrets);
      IDTokenClaimsSet idToken =
          discovered
              .validator()
              .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(secrets.nonce()));
      requireForUs(idToken);
      requireFresh(idToken, since);
      return new PersonReader(connection, discovered)
          .read(idToken, tokens.getOIDCTokens().getAccessToken());
    } catch (ParseException | BadJOSEException e) {
      LOG.warnf("A login at %s is not proven: %s", provider.id(), e.getMessage());
      throw OidcRefusals.unproven(provider);
    } catch (IOException | JOSEException e) {
      LOG.warnf("A login at %s failed: %s", provider.id(), e.getMessage());
      throw OidcRefusals.unreachable(provider);
    }
  }

  /** OpenID Connect Core, 3.1.3.7, step 5; the library leaves it to us. */
  private void requireForUs(IDTokenClaimsSet idToken) throws ParseException {
    AuthorizedParty party = idToken.getAuthorizedParty();
    if (party != null && !party.getValue().equals(connection.provider().clientId())) {
      throw new ParseException("the ID token was issued to another client");
    }
  }

  /**
   * OpenID Connect Core, 3.1.3.7, step 13. Providers that do not say when are believed: they were
   * asked to let the person prove himself.
   */
  private static void requireFresh(IDTokenClaimsSet idToken, @Nullable Instant since)
      throws ParseException {
    Date time = idToken.getAuthenticationTime();
    if (since != null && time != null && time.toInstant().plus(CLOCK_SKEW).isBefore(since)) {
      throw new ParseException("the person was not asked to prove himself anew");
    }
  }

  private AuthorizationCode code(Map<String, List<String>> parameters) throws ParseException {
    AuthenticationResponse response = AuthenticationResponseParser.parse(redirectUri, parameters);
    Issuer issuer = response.getIssuer();
    boolean mustName = discovered.metadata().supportsAuthorizationResponseIssuerParam();
    if ((mustName || issuer != null) && !discovered.metadata().getIssuer().equals(issuer)) {
      throw new ParseException("the answer names another issuer (RFC 9207)");
    }
    if (!response.indicatesSuccess()) {
      throw refusal(response.toErrorResponse().getErrorObject());
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw new ParseException("the answer has no code");
    }
    return code;
  }

  private OIDCTokenResponse tokens(AuthorizationCode code, FlowSecrets secrets)
      throws IOException, ParseException {
    HTTPResponse answer =
        new TokenRequest.Builder(
                discovered.metadata().getTokenEndpointURI(),
                authentication(),
                new AuthorizationCodeGrant(code, redirectUri, new CodeVerifier(secrets.verifier())))
            .build()
            .toHTTPRequest()
            .send(connection.http());
    if (answer.getStatusCode() >= HTTPResponse.SC_SERVER_ERROR) {
      throw new IOException("the token endpoint answers " + answer.getStatusCode());
    }
    TokenResponse response = OIDCTokenResponseParser.parse(answer);
    if (!response.indicatesSuccess()) {
      throw refusal(response.toErrorResponse().getErrorObject());
    }
    OIDCTokenResponse tokens = (OIDCTokenResponse) response.toSuccessResponse();
    if (tokens.getOIDCTokens().getIDToken() == null) {
      throw new ParseException("the token endpoint gives no ID token");
    }
    return tokens;
  }

  /** The way that the provider takes; with the header if it does not say. */
  private ClientAuthentication authentication() {
    OIDCProviderMetadata metadata = discovered.metadata();
    ClientID id = new ClientID(connection.provider().clientId());
    Secret secret = new Secret(connection.provider().clientSecret());
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    boolean inBody =
        methods != null
            && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
            && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    return inBody ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
  }

  private MatrixException refusal(ErrorObject error) {
    OidcProvider provider = connection.provider();
    String code = Objects.requireNonNullElse(error.getCode(), "no code");
    if (THE_PERSONS.contains(code)) {
      return OidcRefusals.denied(provider);
    }
    LOG.warnf("%s refuses a login: %s", provider.id(), code);
    return switch (code) {
      case "invalid_grant" -> OidcRefusals.unproven(provider);
      case "server_error", "temporarily_unavailable" -> OidcRefusals.unreachable(provider);
      default -> OidcRefusals.misconfigured(provider);
    };
  }
}
