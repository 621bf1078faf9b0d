package org.matrixee.server.account.oidc;

import java.util.Map;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.OidcProvider;

/** What a person is told when a login at a provider fails; details are for the log alone. */
final class OidcRefusals {
  private static final int BAD_GATEWAY = 502;

  private OidcRefusals() {}

  /** The provider does not answer, or not as a provider should. */
  static MatrixException unreachable(OidcProvider provider) {
    return failed("The login service " + provider.name() + " cannot be reached. Try again later.");
  }

  /** The provider answers, but refuses us: a matter for the administrators. */
  static MatrixException misconfigured(OidcProvider provider) {
    return failed(
        "The login service "
            + provider.name()
            + " and this server do not understand each other. Its administrators know more.");
  }

  /** The provider, or the person there, said no. */
  static MatrixException denied(OidcProvider provider) {
    return new MatrixException(
        ErrorCode.M_FORBIDDEN,
        "The login at " + provider.name() + " was refused, or cancelled by you.");
  }

  /** What came back proves nothing. */
  static MatrixException unproven(OidcProvider provider) {
    return new MatrixException(
        ErrorCode.M_FORBIDDEN,
        "The answer of " + provider.name() + " does not prove who you are. Begin the login again.");
  }

  /** The provider does not say what the settings expect. */
  static MatrixException nameless(OidcProvider provider) {
    return failed(
        "The login service " + provider.name() + " did not tell this server your user name.");
  }

  private static MatrixException failed(String sentence) {
    return new MatrixException(ErrorCode.M_UNKNOWN, BAD_GATEWAY, sentence, Map.of());
  }
}
