package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.federation.remote.rules.SignedRequest;
import org.matrixee.server.json.JsonReader;

/** Requests over HTTPS, signed with this server's key. */
@ApplicationScoped
public class HttpFederationClient implements FederationClient {
  private ServerKey key;
  private Wire wire;

  /** For the container's proxies. */
  protected HttpFederationClient() {}

  /** With what it needs. */
  @Inject
  public HttpFederationClient(ServerKey key, HttpWire wire) {
    this.key = key;
    this.wire = wire;
  }

  @Override
  public CompletionStage<RemoteAnswer> send(RemoteRequest request) {
    @Nullable JsonObject body = request.body();
    SignedRequest signed =
        new SignedRequest(
            request.method(), request.uri(), key.signer().server(), request.destination(), body);
    return wire.send(
            new WireRequest(
                request.destination(),
                request.method(),
                request.uri(),
                signed.authorization(key.signer()),
                body,
                request.timeout(),
                request.maxAnswer()))
        .thenApply(answer -> new RemoteAnswer(answer.status(), json(answer.body())));
  }

  private static JsonValue json(byte[] body) {
    try {
      return JsonReader.PDU.readValue(body);
    } catch (MatrixException e) {
      return JsonValue.NULL;
    }
  }
}
