package org.matrixee.model.account;

/**
 * Who somebody is elsewhere: at an OpenID Connect provider or in a directory.
 *
 * @param issuer the provider's issuer URL, or {@code elytron:} and the name of the security domain
 * @param subject the issuer's own name of the person
 */
public record ExternalIdentity(String issuer, String subject) {
  /** Leaves the person out. */
  @Override
  public String toString() {
    return "ExternalIdentity[" + issuer + "]";
  }
}
