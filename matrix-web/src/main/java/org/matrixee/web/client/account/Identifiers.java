package org.matrixee.web.client.account;

import jakarta.json.JsonObject;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.signin.Identifier;
import org.matrixee.web.common.JsonFields;

/**
 * Reads whom a login names: by {@code identifier}, or by the keys that clients used before it.
 *
 * <p>v1.19: Client-Server API, "Identifier types"; {@code POST /login}, keys {@code user}, {@code
 * medium} and {@code address}.
 */
final class Identifiers {
  private static final String USER = "user";
  private static final String MEDIUM = "medium";
  private static final String ADDRESS = "address";

  private Identifiers() {}

  /** The identifier of a login's body. */
  static Identifier of(JsonObject body) {
    if (!AccountFields.isAbsent(body, "identifier")) {
      return typed(AccountFields.requireObject(body, "identifier"));
    }
    if (!AccountFields.isAbsent(body, MEDIUM)) {
      return address(body);
    }
    return JsonFields.findString(body, USER)
        .<Identifier>map(Identifier.User::new)
        .orElseThrow(() -> AccountFields.missing("identifier"));
  }

  private static Identifier typed(JsonObject identifier) {
    String type = AccountFields.requireString(identifier, "type");
    return switch (type) {
      case "m.id.user" -> new Identifier.User(AccountFields.requireString(identifier, USER));
      case "m.id.thirdparty" -> address(identifier);
      case "m.id.phone" ->
          new Identifier.Address("msisdn", AccountFields.requireString(identifier, "phone"));
      default ->
          throw new MatrixException(
              ErrorCode.M_UNKNOWN, "This server does not know this type of identifier.");
    };
  }

  private static Identifier address(JsonObject keys) {
    return new Identifier.Address(
        AccountFields.requireString(keys, MEDIUM), AccountFields.requireString(keys, ADDRESS));
  }
}
