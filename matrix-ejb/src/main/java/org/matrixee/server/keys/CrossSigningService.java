package org.matrixee.server.keys;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.account.Requester;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.UserId;
import org.matrixee.server.account.uia.Guarded;
import org.matrixee.server.account.uia.InteractiveAuth;
import org.matrixee.server.account.uia.OwnOperations;
import org.matrixee.server.keys.rules.CrossSigningKeys;

/**
 * Cross-signing keys, and signatures by them.
 *
 * <p>v1.19: Client-Server API, "Cross-signing".
 */
@ApplicationScoped
public class CrossSigningService {
  private CrossSigningTransactions transactions;
  private InteractiveAuth auth;
  private OwnOperations operations;

  /** For the container's proxies. */
  protected CrossSigningService() {}

  /** With what it needs. */
  @Inject
  public CrossSigningService(
      CrossSigningTransactions transactions, InteractiveAuth auth, OwnOperations operations) {
    this.transactions = transactions;
    this.auth = auth;
    this.operations = operations;
  }

  /**
   * Keeps keys of the caller. The first ones need no proof, nor do those that are there already.
   *
   * @param body of the request
   * @param proof the request's {@code auth}; null if it has none
   * @param address where the request comes from
   * @throws MatrixException also through the result: as {@link CrossSigningKeys#read}, {@link
   *     CrossSigningTransactions#replace}, {@link OwnOperations#of} and {@link
   *     InteractiveAuth#guard}
   */
  public CompletionStage<Guarded<Boolean>> upload(
      Requester requester, JsonObject body, @Nullable JsonObject proof, String address) {
    UserId user = requester.user();
    CrossSigningKeys keys = CrossSigningKeys.read(body, user);
    if (transactions.upload(user, keys)) {
      return CompletableFuture.completedStage(new Guarded.Done<>(true));
    }
    // Permission for some keys must not do for others: the session is bound to them.
    String operation = "replace keys by " + String.join(" ", new TreeSet<>(keys.ids()));
    return auth.guard(
        operations.of(requester, operation, address),
        proof,
        permission -> {
          transactions.replace(user, keys, permission.session());
          return CompletableFuture.completedStage(true);
        });
  }

  /**
   * Keeps signatures by the caller.
   *
   * @param body signed objects by user and key
   * @return what came of those that are not good
   * @throws MatrixException M_BAD_JSON
   */
  public List<CrossSigningTransactions.Failure> sign(Requester requester, JsonObject body) {
    Map<UserId, Map<String, JsonObject>> signed = new LinkedHashMap<>();
    body.forEach(
        (owner, objects) -> {
          Map<String, JsonObject> ofOwner = new LinkedHashMap<>();
          object(objects, owner).forEach((id, key) -> ofOwner.put(id, object(key, id)));
          UserId user = new UserId(owner);
          user.server(); // checks the server's name
          signed.put(user, ofOwner);
        });
    return transactions.sign(requester.user(), signed);
  }

  private static JsonObject object(JsonValue value, String key) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new MatrixException(ErrorCode.M_BAD_JSON, "'" + key + "' must hold an object.");
  }
}
