package org.matrixee.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect provider that people may log in at.
 *
 * @param id its name in settings and addresses, in lower case
 * @param name what people are shown
 * @param issuer its issuer URL, letter by letter as the provider says it
 * @param clientId who we are there
 * @param clientSecret what proves it
 * @param scopes what we ask for, with {@code openid} among them
 * @param localpartClaim the claim that a new account's name is made of
 * @param displayNameClaim the claim that a new account's display name is
 * @param emailClaim the claim with the e-mail address, taken if the provider has verified it
 * @param icon {@code mxc} URI of a picture of it; null for none
 * @param brand what kind of service it is, by the registry of Matrix or beyond it; null for none
 * @param taken what happens to a new person whose name is taken
 */
public record OidcProvider(
    String id,
    String name,
    String issuer,
    String clientId,
    String clientSecret,
    List<String> scopes,
    String localpartClaim,
    String displayNameClaim,
    String emailClaim,
    @Nullable String icon,
    @Nullable String brand,
    NameTaken taken) {

  /** Copies the list. */
  public OidcProvider {
    scopes = List.copyOf(scopes);
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return "OidcProvider[" + id + ", " + issuer + "]";
  }
}
