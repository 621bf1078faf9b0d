package org.matrixee.server.federation.remote;

import java.util.concurrent.CompletionStage;

/** Requests to other servers, signed or not. */
interface Wire {
  /** The answer; exceptionally with {@link RemoteFailure} only. Holds no thread while it waits. */
  CompletionStage<WireAnswer> send(WireRequest request);
}
