package org.matrixee.server.federation.remote;

import java.util.concurrent.CompletionStage;

/**
 * Sends requests to other servers: finds their address, signs, checks the certificate. Holds no
 * thread while it waits; never call it in a transaction.
 */
public interface FederationClient {
  /**
   * Sends a request. Never to this server itself.
   *
   * @return the answer, whatever its status; exceptionally with {@link RemoteFailure} only
   */
  CompletionStage<RemoteAnswer> send(RemoteRequest request);
}
