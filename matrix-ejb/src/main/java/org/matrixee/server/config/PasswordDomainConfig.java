package org.matrixee.server.config;

/**
 * Settings of passwords that a security domain of the container checks ({@code docs/sso.md}). Which
 * one it is, is said by MATRIX_PASSWORD_BACKEND.
 *
 * @param taken what happens when somebody first comes whose name is taken
 */
public record PasswordDomainConfig(NameTaken taken) {
  static PasswordDomainConfig read(Settings settings) {
    return new PasswordDomainConfig(
        settings.oneOf("MATRIX_PASSWORD_NAME_TAKEN", "refuse", "link").equals("link")
            ? NameTaken.LINK
            : NameTaken.REFUSE);
  }
}
