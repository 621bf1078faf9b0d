package org.matrixee.web.client.account;

import jakarta.json.JsonObject;
import java.util.regex.Pattern;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;

/** Reads the secrets by which clients name their attempts to prove an address. */
final class ClientSecrets {
  /** v1.19: Client-Server API, {@code POST /register/email/requestToken}, {@code client_secret}. */
  private static final Pattern FORM = Pattern.compile("[0-9a-zA-Z.=_-]{1,255}");

  private ClientSecrets() {}

  /**
   * The secret, which must be there.
   *
   * @throws MatrixException M_MISSING_PARAM, M_INVALID_PARAM, M_BAD_JSON
   */
  static String require(JsonObject asked) {
    String secret = AccountFields.requireString(asked, "client_secret");
    if (!FORM.matcher(secret).matches()) {
      throw new MatrixException(
          ErrorCode.M_INVALID_PARAM,
          "'client_secret' holds 1 to 255 letters, digits and the characters . = _ -.");
    }
    return secret;
  }
}
