package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.matrixee.model.error.MatrixException;
import org.matrixee.model.federation.PublishedKey;
import org.matrixee.model.id.ServerName;
import org.matrixee.server.federation.remote.RemoteFailure.Kind;
import org.matrixee.server.federation.remote.rules.KeyDocument;
import org.matrixee.server.json.JsonReader;

/** Asks a server for its keys: in the form with times of validity, or else in that of 2014. */
@ApplicationScoped
public class KeyFetcher {
  private static final Logger LOG = Logger.getLogger(KeyFetcher.class);

  private static final String V2 = "/_matrix/key/v2/server";
  private static final String V1 = "/_matrix/key/v1";
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 65_536;

  private Wire wire;
  private Clock clock;

  /** For the container's proxies. */
  protected KeyFetcher() {}

  /** With what it needs. */
  @Inject
  public KeyFetcher(HttpWire wire, Clock clock) {
    this((Wire) wire, clock);
  }

  /** The same with another way out. */
  KeyFetcher(Wire wire, Clock clock) {
    this.wire = wire;
    this.clock = clock;
  }

  /** Its keys; exceptionally with {@link RemoteFailure} if they cannot be had or believed. */
  CompletionStage<List<PublishedKey>> fetch(ServerName server) {
    return ask(server, V2)
        .thenCompose(
            answer -> {
              List<PublishedKey> keys = answer.status() == 200 ? readV2(server, answer) : List.of();
              return keys.isEmpty()
                  ? ask(server, V1).thenApply(older -> readV1(server, older))
                  : CompletableFuture.completedFuture(keys);
            });
  }

  private CompletionStage<WireAnswer> ask(ServerName server, String uri) {
    return wire.send(new WireRequest(server, "GET", uri, null, null, LIMIT, MOST_BYTES));
  }

  /** Empty if the answer cannot be believed: the older form is tried then. */
  private List<PublishedKey> readV2(ServerName server, WireAnswer answer) {
    try {
      return KeyDocument.readV2(object(answer), server, clock.millis());
    } catch (IllegalArgumentException | MatrixException e) {
      LOG.debugf("What %s publishes at %s cannot be believed: %s", server, V2, e.getMessage());
      return List.of();
    }
  }

  private List<PublishedKey> readV1(ServerName server, WireAnswer answer) {
    try {
      if (answer.status() != 200) {
        throw new IllegalArgumentException("the status is " + answer.status());
      }
      return KeyDocument.readV1(
          object(answer), server, encoded(answer.certificate()), clock.millis());
    } catch (IllegalArgumentException | MatrixException e) {
      throw new RemoteFailure(
          server, Kind.UNREACHABLE, "its keys cannot be believed: " + e.getMessage());
    }
  }

  private static JsonObject object(WireAnswer answer) {
    return JsonReader.PDU.readObject(answer.body());
  }

  private static byte @Nullable [] encoded(@Nullable X509Certificate certificate) {
    try {
      return certificate == null ? null : certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      return null;
    }
  }
}
