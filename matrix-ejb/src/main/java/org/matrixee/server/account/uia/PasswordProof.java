package org.matrixee.server.account.uia;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.LocalUsers;
import org.matrixee.server.account.login.Passwords;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * {@code m.login.password}: the user knows the password of the account that the operation is about.
 *
 * <p>v1.19: Client-Server API, "Password-based". Who the user is says the access token; a client
 * may say it again, but nothing else.
 */
@ApplicationScoped
public class PasswordProof implements AuthStage {
  /** Its type. */
  public static final String TYPE = "m.login.password";

  private Passwords passwords;
  private RateLimits limits;
  private MatrixConfig config;

  /** For the container's proxies. */
  protected PasswordProof() {}

  /** With what it needs. */
  @Inject
  public PasswordProof(Passwords passwords, RateLimits limits, MatrixConfig config) {
    this.passwords = passwords;
    this.limits = limits;
    this.config = config;
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
    JsonObject auth = attempt.auth();
    @Nullable UserId user = attempt.user();
    if (user == null) {
      throw new MatrixException(
          ErrorCode.M_UNKNOWN, "There is no account yet whose password could be asked for.");
    }
    String password = AuthFields.requireString(auth, "password");
    Optional<String> named = named(auth);
    if (named.isPresent()
        && !LocalUsers.parse(named.get(), config.serverName()).equals(Optional.of(user))) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This is not the user whose access token came with the request.");
    }
    limits.check(Action.LOGIN, user.value());
    return passwords.check(Optional.of(user), password).thenApply(PasswordProof::require);
  }

  private static JsonObject require(Optional<UserId> proven) {
    if (proven.isEmpty()) {
      throw new MatrixException(ErrorCode.M_FORBIDDEN, "The password is wrong.");
    }
    return JsonValue.EMPTY_JSON_OBJECT;
  }

  /** Whom the client names: as today, or as it was done before r0.6. */
  private static Optional<String> named(JsonObject auth) {
    @Nullable JsonValue identifier = auth.get("identifier");
    if (identifier instanceof JsonObject object
        && AuthFields.findString(object, "type").equals(Optional.of("m.id.user"))) {
      return AuthFields.findString(object, "user");
    }
    return AuthFields.findString(auth, "user");
  }
}
