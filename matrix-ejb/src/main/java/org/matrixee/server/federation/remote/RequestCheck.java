package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.rules.SignatureCheck;
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
   * Refuses servers that the settings do not allow.
   *
   * @throws MatrixException M_FORBIDDEN
   */
  public void requireAllowed(XMatrix claim) {
    if (!config.federation().allows(claim.origin())) {
      throw new MatrixException(
          ErrorCode.M_FORBIDDEN, "This server does not deal with " + claim.origin() + ".");
    }
  }

  /**
   * Checks the signatures; completes if they are right. Holds no thread while keys are fetched.
   *
   * @param content the body; null if there is none
   * @param address where the request comes from
   * @return exceptionally M_UNAUTHORIZED with status 401 or 502, or M_LIMIT_EXCEEDED
   */
  public CompletionStage<Void> check(
      XMatrix claim, String method, String uri, @Nullable JsonObject content, String address) {
    if (!keys.holdsForRequest(claim.origin(), claim.signatures().keySet())) {
      limits.check(Action.SERVER_KEYS, address);
    }
    SignedRequest request =
        new SignedRequest(method, uri, claim.origin(), config.serverName(), content);
    return keys.keysForRequest(claim.origin(), claim.signatures().keySet())
        .thenAccept(
            current -> {
              if (!current.answered()) {
                throw XMatrix.unauthorized(
                    502, "The keys of " + claim.origin() + " cannot be fetched.");
              }
              judge(claim, request, current);
              limits.check(Action.FEDERATION, claim.origin().value());
            });
  }

  private void judge(XMatrix claim, SignedRequest request, RemoteKeys.Current current) {
    SignatureCheck outcome =
        request.check(
            Map.copyOf(claim.signatures()), id -> Optional.ofNullable(current.keys().get(id)));
    if (outcome != SignatureCheck.VALID) {
      String reason = "The signature on the request is wrong.";
      faults.note(claim.origin(), Fault.FALSE_REQUEST, reason);
      throw XMatrix.unauthorized(401, reason);
    }
  }
}
