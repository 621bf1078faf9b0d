package org.matrixee.server.account.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.ExternalIdentity;
import org.matrixee.server.account.oidc.ProviderConnection.Discovered;
import org.matrixee.server.config.OidcProvider;

/** Reads what a provider says of a person: in the ID token, and where that is silent, userinfo. */
final class PersonReader {
  private static final Logger LOG = Logger.getLogger(PersonReader.class);

  private final ProviderConnection connection;
  private final Discovered discovered;

  PersonReader(ProviderConnection connection, Discovered discovered) {
    this.connection = connection;
    this.discovered = discovered;
  }

  /**
   * The person of a valid ID token.
   *
   * @throws org.matrixee.model.error.MatrixException M_UNKNOWN with 502 if nobody tells a name
   */
  Person read(IDTokenClaimsSet idToken, @Nullable AccessToken token) {
    OidcProvider provider = connection.provider();
    ClaimsSet more = isComplete(idToken) ? null : userInfo(idToken, token).orElse(null);
    String name = claim(provider.localpartClaim(), idToken, more);
    if (name == null) {
      LOG.warnf(
          "%s tells no %s: see MATRIX_OIDC_..._LOCALPART_CLAIM",
          provider.id(), provider.localpartClaim());
      throw OidcRefusals.nameless(provider);
    }
    return new Person(
        new ExternalIdentity(idToken.getIssuer().getValue(), idToken.getSubject().getValue()),
        name,
        claim(provider.displayNameClaim(), idToken, more),
        email(idToken, more));
  }

  private boolean isComplete(ClaimsSet idToken) {
    OidcProvider provider = connection.provider();
    return claim(provider.localpartClaim(), idToken, null) != null
        && claim(provider.displayNameClaim(), idToken, null) != null;
  }

  private Optional<UserInfo> userInfo(IDTokenClaimsSet idToken, @Nullable AccessToken token) {
    URI endpoint = discovered.metadata().getUserInfoEndpointURI();
    if (endpoint == null || token == null) {
      return Optional.empty();
    }
    try {
      UserInfoResponse response =
          UserInfoResponse.parse(
              new UserInfoRequest(endpoint, token).toHTTPRequest().send(connection.http()));
      UserInfo found =
          response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
      // Whose claims they are: OpenID Connect Core, 5.3.2.
      return Optional.ofNullable(found)
          .filter(claims -> idToken.getSubject().equals(claims.getSubject()));
    } catch (IOException | ParseException e) {
      LOG.warnf("%s gives no userinfo: %s", connection.provider().id(), e.getMessage());
      return Optional.empty();
    }
  }

  private @Nullable String email(ClaimsSet idToken, @Nullable ClaimsSet more) {
    String email = claim(connection.provider().emailClaim(), idToken, more);
    return email != null && (isVerified(idToken) || (more != null && isVerified(more)))
        ? email
        : null;
  }

  private static boolean isVerified(ClaimsSet claims) {
    Object verified = claims.getClaim("email_verified");
    return verified != null && "true".equals(verified.toString());
  }

  private static @Nullable String claim(String name, ClaimsSet idToken, @Nullable ClaimsSet more) {
    String told = idToken.getStringClaim(name);
    if ((told == null || told.isBlank()) && more != null) {
      told = more.getStringClaim(name);
    }
    return told == null || told.isBlank() ? null : told.strip();
  }
}
