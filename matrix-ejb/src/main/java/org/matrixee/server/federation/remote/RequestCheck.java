package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.id.KeyId;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.SignatureCheck;
import org.matrixee.server.event.rules.VerifyKey;
import org.matrixee.server.federation.remote.rules.SignedRequest;
import org.matrixee.server.federation.remote.rules.XMatrix;
import org.matrixee.server.federation.trust.Fault;
import org.matrixee.server.federation.trust.ServerFaults;
import org.matrixee.server.limits.Action;
import org.matrixee.server.limits.RateLimits;

/**
 * Checks that a request is from the server that it says it is from. 2014: federation-v1, 6.4.
 *
 * <p>There is no nonce: a repeated request is harmless, since transactions are idempotent and reads
 * are reads.
 */
@ApplicationScoped
public class RequestCheck {
  private MatrixConfig config;
  private RemoteKeys keys;
  private RateLimits limits;
  private ServerFaults faults;

  /** For the container's proxies. */
  protected RequestCheck() {}

  /** With what it needs. */
  @Inject
  public RequestCheck(
      MatrixConfig config, RemoteKeys keys, RateLimits limits, ServerFaults faults) {
    this.config = config;
    this.keys = keys;
    this.limits = limits;
    this.faults = faults;
  }

  /**
   * Refuses servers that the settings do not allow, and addresses from which too many wrong
   * signatures have come: before anything is read.
   *
   * @param address where the request comes from
   * @throws MatrixException M_FORBIDDEN, M_LIMIT_EXCEEDED
   */
  public void admit(XMatrix claim, String address) {
    if (!config.federation().allows(claim.origin())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not deal with " + claim.origin() + ".");
    }
    limits.requireLeft(Action.WRONG_SIGNATURE, address);
  }

  /**
   * The keys that a request may be signed with; at least one. Holds no thread while they are
   * fetched.
   *
   * @return exceptionally M_UNAUTHORIZED with status 401 or 502
   * @throws MatrixException M_LIMIT_EXCEEDED
   */
  public CompletionStage<Map<KeyId, VerifyKey>> keys(XMatrix claim, String address) {
    Set<KeyId> wanted = claim.signatures().keySet();
    if (!keys.holdsForRequest(claim.origin(), wanted)) {
      limits.check(Action.SERVER_KEYS, address);
    }
    return keys.keysForRequest(claim.origin(), wanted)
        .thenApply(
            current -> {
              if (!current.answered()) {
                throw XMatrix.unauthorized(
                    502, "The keys of " + claim.origin() + " cannot be fetched.");
              }
              if (current.keys().isEmpty()) {
                throw wrong(claim, address);
              }
              return current.keys();
            });
  }

  /**
   * Checks the signatures.
   *
   * @param content the body; null if there is none
   * @throws MatrixException M_UNAUTHORIZED, M_LIMIT_EXCEEDED
   */
  public void verify(
      XMatrix claim,
      Map<KeyId, VerifyKey> current,
      String method,
      String uri,
      @Nullable JsonObject content,
      String address) {
    SignedRequest request =
        new SignedRequest(method, uri, claim.origin(), config.serverName(), content);
    SignatureCheck outcome =
        request.check(Map.copyOf(claim.signatures()), id -> Optional.ofNullable(current.get(id)));
    if (outcome != SignatureCheck.VALID) {
      throw wrong(claim, address);
    }
    limits.check(Action.FEDERATION, claim.origin().value());
  }

  private MatrixException wrong(XMatrix claim, String address) {
    String reason = "The signature on the request is wrong.";
    faults.note(claim.origin(), Fault.FALSE_REQUEST, reason);
    limits.check(Action.WRONG_SIGNATURE, address);
    return XMatrix.unauthorized(401, reason);
  }
}
