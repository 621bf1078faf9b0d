package org.matrixee.server.federation.remote;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.matrixee.model.error.ErrorCode;
import org.matrixee.model.error.MatrixException;
import org.matrixee.server.config.MatrixConfig;
import org.matrixee.server.event.ServerKey;
import org.matrixee.server.event.rules.JsonSigning;
import org.matrixee.server.event.rules.ServerSigner;

/** What this server publishes of its keys. */
@ApplicationScoped
public class OwnKeys {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final Duration VALID = Duration.ofDays(1);
  private static final String SERVER_NAME = "server_name";
  private static final String VERIFY_KEYS = "verify_keys";

  private MatrixConfig config;
  private ServerKey key;
  private Clock clock;

  /** For the container's proxies. */
  protected OwnKeys() {}

  /** With what it needs. */
  @Inject
  public OwnKeys(MatrixConfig config, ServerKey key, Clock clock) {
    this.config = config;
    this.key = key;
    this.clock = clock;
  }

  /**
   * The form of 2014 (federation-v1, 6.1), which knows no old keys.
   *
   * @throws MatrixException M_NOT_FOUND if there is no certificate: TLS ends elsewhere
   */
  public JsonObject formOf2014() {
    ServerSigner signer = key.signer();
    return JsonSigning.sign(
        JSON.createObjectBuilder()
            .add(SERVER_NAME, signer.server().value())
            .add(
                VERIFY_KEYS,
                JSON.createObjectBuilder().add(signer.keyId().value(), signer.verifyKey().base64()))
            .add(
                "tls_certificate",
                Base64.getEncoder().withoutPadding().encodeToString(certificate()))
            .build(),
        signer);
  }

  /** What the TLS ports show, DER. */
  private byte[] certificate() {
    try {
      return config.tls().certificate().getEncoded();
    } catch (IllegalArgumentException | CertificateEncodingException e) {
      throw new MatrixException(
          ErrorCode.M_NOT_FOUND, "The certificate is not known here. Use /_matrix/key/v2/server.");
    }
  }

  /** The form with times of validity. Spec: server-server, "Publishing Keys". */
  public JsonObject formWithTimes() {
    ServerSigner signer = key.signer();
    JsonObjectBuilder old = JSON.createObjectBuilder();
    key.retired()
        .forEach(
            each ->
                old.add(
                    each.id().value(),
                    JSON.createObjectBuilder()
                        .add("expired_ts", each.retiredTs())
                        .add("key", each.key().base64())));
    return JsonSigning.sign(
        JSON.createObjectBuilder()
            .add(SERVER_NAME, signer.server().value())
            .add("valid_until_ts", clock.millis() + VALID.toMillis())
            .add(
                VERIFY_KEYS,
                JSON.createObjectBuilder()
                    .add(
                        signer.keyId().value(),
                        JSON.createObjectBuilder().add("key", signer.verifyKey().base64())))
            .add("old_verify_keys", old)
            .build(),
        signer);
  }
}
