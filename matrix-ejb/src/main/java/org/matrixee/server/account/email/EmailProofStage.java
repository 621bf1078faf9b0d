package org.matrixee.server.account.email;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.EmailAddress;
import org.matrixee.model.account.EmailProof;
import org.matrixee.model.account.EmailProofPurpose;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.account.uia.AuthFields;
import org.matrixee.server.account.uia.AuthStage;
import org.matrixee.server.account.uia.Permission;

/**
 * {@code m.login.email.identity} of the current API: the client has proven an address by a mail of
 * ours. Which identity server it names does not matter, since none takes part.
 *
 * <p>v1.19: Client-Server API, "Email-based (identity / homeserver)".
 */
@ApplicationScoped
public class EmailProofStage implements AuthStage {
  /** Its type. */
  public static final String TYPE = "m.login.email.identity";

  /** Operations that it can be part of, and what the proof must be for. */
  private static final Map<String, EmailProofPurpose> PURPOSES =
      Map.of(
          "POST /register", EmailProofPurpose.REGISTER,
          "POST /account/password", EmailProofPurpose.PASSWORD);

  private static final String SID = "sid";
  private static final String ADDRESS = "address";

  private EmailProofs proofs;

  /** For the container's proxies. */
  protected EmailProofStage() {}

  /** With what it asks. */
  @Inject
  public EmailProofStage(EmailProofs proofs) {
    this.proofs = proofs;
  }

  /** An address that the permission for an operation rests on. */
  public record Proven(String sid, EmailAddress address) {}

  /** What it has found out; empty if it was no part of the way. */
  public static Optional<Proven> proven(Permission permission) {
    return permission
        .found(TYPE)
        .map(found -> new Proven(found.getString(SID), new EmailAddress(found.getString(ADDRESS))));
  }

  /** What a proof for an operation is for; empty if it can be no part of it. */
  public static Optional<EmailProofPurpose> purpose(String operation) {
    return Optional.ofNullable(PURPOSES.get(operation));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonObject params() {
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  @Override
  public CompletionStage<JsonObject> perform(Attempt attempt) {
    @Nullable EmailProofPurpose purpose = PURPOSES.get(attempt.operation());
    if (purpose == null) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, "This type of authentication is not offered here.");
    }
    JsonObject credentials = credentials(attempt.auth());
    EmailProof proof =
        proofs.require(
            purpose,
            AuthFields.requireString(credentials, SID),
            AuthFields.requireString(credentials, "client_secret"));
    return CompletableFuture.completedStage(
        Json.createObjectBuilder()
            .add(SID, proof.sid())
            .add(ADDRESS, proof.address().value())
            .build());
  }

  /** Also by the name that the key had in r0. */
  private static JsonObject credentials(JsonObject auth) {
    JsonValue given = auth.getOrDefault("threepid_creds", JsonValue.NULL);
    if (JsonValue.NULL.equals(given)) {
      given = auth.getOrDefault("threepidCreds", JsonValue.NULL);
    }
    if (given instanceof JsonObject credentials) {
      return credentials;
    }
    throw JsonValue.NULL.equals(given)
        ? new MatrixException(
            ErrorCode.M_MISSING_PARAM, "The key 'threepid_creds' of 'auth' must be there.")
        : new MatrixException(
            ErrorCode.M_BAD_JSON, "The key 'threepid_creds' of 'auth' must hold an object.");
  }
}
